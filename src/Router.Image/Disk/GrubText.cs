using Router.Bundles.Format;
using Router.Image.SecureBoot;

namespace Router.Image.Disk;

/// <summary>
/// What GRUB reads from the boot partition. An upgrade writes the other slot, sets <c>slot</c> to it and <c>try</c> to 1 in
/// the environment (up to 3 are counted); each boot takes one off. A system that came up well unsets <c>try</c>; one that
/// never does loses its tries, and GRUB goes back to the slot before.
/// <para>
/// GRUB has no menu and reads no keys: a menu waits for ever after any key, an entry that fails, or bytes that come in on a
/// serial line which nobody sits at. Where nothing can be started it resets the machine.
/// </para>
/// </summary>
internal static class GrubText
{
    public const string BootLabel = "ROUTERBOOT";

    public const string ConfigName = "grub.cfg";

    private const int EnvironmentLength = 1024;

    /// <summary>Built into GRUB itself: how it finds the rest. What follows <c>configfile</c> is reached when that has failed.</summary>
    public static readonly string Early =
        $"""
        search --no-floppy --label --set=root {BootLabel}
        set prefix=($root)/grub
        configfile ($root)/grub/grub.cfg
        {GiveUp($"no boot partition {BootLabel} could be read")}

        """;

    /// <summary>
    /// The same for Secure Boot, where the rest is in GRUB too, and signed with it: the disk has the environment alone. Modules and
    /// commands that GRUB would look for by itself are looked for in GRUB.
    /// </summary>
    public static readonly string SecureEarly =
        $"""
        search --no-floppy --label --set=root {BootLabel}
        set prefix=(memdisk)
        configfile (memdisk)/{ConfigName}
        {GiveUp("GRUB's own configuration could not be read")}

        """;

    /// <summary><c>grub.cfg</c>. A slot without an entry, which an upgrade writes last, is never started.</summary>
    public static string Config(DiskPlan plan)
    {
        // Not from beside grub.cfg, where that is in GRUB itself. Nothing but these variables is taken from the disk.
        var environment = plan.Signed is null ? "" : " -f ($root)/grub/grubenv";
        return $$"""
        {{Terminal(plan)}}
        load_env{{(plan.Signed is null ? "" : $"{environment} slot try")}}
        if [ -z "$slot" ]; then set slot=a; fi
        if [ "$slot" = a ]; then set other=b; else set other=a; fi
        if [ "$try" = 0 ]; then
          if [ -f /$other/{{BootEntry.FileName}} ]; then set slot=$other; fi
          set try=
          save_env{{environment}} slot try
        elif [ "$try" = 1 ]; then
          set try=0
          save_env{{environment}} try
        elif [ "$try" = 2 ]; then
          set try=1
          save_env{{environment}} try
        elif [ "$try" = 3 ]; then
          set try=2
          save_env{{environment}} try
        fi

        function start {
          if [ -f /$1/{{BootEntry.FileName}} ]; then
        {{Start(plan)}}
          fi
        }
        start $slot
        start $other
        {{GiveUp("no slot could be started")}}

        """;
    }

    /// <summary>A fresh <c>grubenv</c>: slot a, and nothing to be tried.</summary>
    public static byte[] Environment()
    {
        var block = new byte[EnvironmentLength];
        block.AsSpan().Fill((byte)'#');
        "# GRUB Environment Block\nslot=a\n"u8.CopyTo(block);
        return block;
    }

    /// <summary>What the kernel of a slot is given: what boot needs, and the image's part.</summary>
    public static string CommandLine(string slot, string line) =>
        $"root=PARTLABEL=slot-{slot} router.slot={slot} router.state=LABEL={DiskPlan.DataLabel} {line}".TrimEnd();

    /// <summary>The same where it is signed with the kernel: it is that of either slot, and the root is found by its hash.</summary>
    public static string SignedLine(string line) => $"router.state=LABEL={DiskPlan.DataLabel} {line}".TrimEnd();

    /// <summary>
    /// A PC's firmware may know of no serial port; where UEFI is all there is, its console is what there is, and so is a guest's in Xen.
    /// </summary>
    private static string Terminal(DiskPlan plan) => !plan.Architecture.HasBios || plan.IsXenGuest
        ? ""
        : """
          serial --unit=0 --speed=115200
          terminal_output serial console

          """;

    /// <summary>
    /// Starts slot <c>$1</c>, or returns. GRUB 2.06 on a PC with UEFI takes the kernel's memory twice when the address that the kernel
    /// prefers is not free, and then has too little on a machine of 256 MiB: there the kernel is started as the UEFI program that it is.
    /// </summary>
    private static string Start(DiskPlan plan)
    {
        // Nobody signed the entry. A unified kernel image takes the command line that is signed with it, whatever else it is told.
        if (plan.Signed is not null)
            return $"    if chainloader /$1/{UnifiedKernel.FileName}; then boot; fi";
        var line = CommandLine("$1", "$line");
        var itself = $"""
                if [ "$grub_platform" = efi ]; then
                  if chainloader /$1/vmlinuz {line} initrd=/$1/initramfs; then boot; fi
                fi

            """;
        return $"""
                source /$1/{BootEntry.FileName}

            """ + (plan.Architecture.HasBios && plan.HasUefi ? itself : "") + $"""
                if linux /$1/vmlinuz {line}; then
                  if initrd /$1/initramfs; then boot; fi
                fi
            """;
    }

    private static string GiveUp(string reason) => $"""
        echo "{reason}; the machine restarts in 10 seconds"
        sleep 10
        reboot
        """;
}
