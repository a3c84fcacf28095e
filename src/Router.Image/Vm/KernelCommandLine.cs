namespace Router.Image.Vm;

/// <summary>What the kernel is told when QEMU itself boots it, with the system's squashfs as the first disk.</summary>
public static class KernelCommandLine
{
    /// <param name="state">The device of the state, or <c>ram</c>.</param>
    // An emulated timer may come late once, which the kernel would take for a broken one.
    public static string ForState(string state) => $"console=ttyS0 quiet no_timer_check panic=5 root=/dev/vda router.state={state}";
}
