namespace Router.Image.Vm;

/// <summary>What the kernel is told when QEMU itself boots it, with the system's squashfs as the first disk.</summary>
public static class KernelCommandLine
{
    // An emulated timer may come late once, which the kernel would take for a broken one.
    private const string Always = "console=ttyS0 quiet no_timer_check cryptomgr.notests panic=5 root=/dev/vda";

    /// <summary>The state lives on the disk that carries the label of <see cref="Edges.Disks.MakeDataAsync"/>.</summary>
    public const string StateOnDisk = Always;

    /// <summary>The state ends with the power.</summary>
    public const string StateInRam = $"{Always} router.state=ram";
}
