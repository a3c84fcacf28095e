using System.Text;

namespace Router.Image.Disk;

/// <summary>
/// What GRUB reads from the boot partition. An upgrade writes the other slot, sets <c>slot</c> to it and <c>try</c> to 3 in
/// the environment; each boot takes one off. A system that came up well unsets <c>try</c>; one that never does loses its
/// tries, and GRUB goes back to the slot before.
/// </summary>
internal static class GrubText
{
    public const string BootLabel = "ROUTERBOOT";
    private const int EnvironmentLength = 1024;

    /// <summary>Built into GRUB itself: how it finds the rest.</summary>
    public static readonly string Early =
        $"""
        search --no-floppy --label --set=root {BootLabel}
        set prefix=($root)/grub
        configfile ($root)/grub/grub.cfg

        """;

    /// <summary><c>grub.cfg</c>. A slot without a kernel is never gone back to.</summary>
    public static string Config(string commandLine) =>
        $$"""
        serial --unit=0 --speed=115200
        terminal_input serial console
        terminal_output serial console

        load_env
        if [ -z "$slot" ]; then set slot=a; fi
        if [ "$slot" = a ]; then set other=b; else set other=a; fi
        if [ "$try" = 0 ]; then
          if [ -f /$other/vmlinuz ]; then set slot=$other; fi
          set try=
          save_env slot try
        elif [ "$try" = 1 ]; then
          set try=0
          save_env try
        elif [ "$try" = 2 ]; then
          set try=1
          save_env try
        elif [ "$try" = 3 ]; then
          set try=2
          save_env try
        fi

        set default=$slot
        set timeout_style=hidden
        set timeout=1
        {{Entry('a', commandLine)}}
        {{Entry('b', commandLine)}}

        """;

    /// <summary>A fresh <c>grubenv</c>: slot a, and nothing to be tried.</summary>
    public static byte[] Environment()
    {
        var block = new byte[EnvironmentLength];
        block.AsSpan().Fill((byte)'#');
        "# GRUB Environment Block\nslot=a\n"u8.CopyTo(block);
        return block;
    }

    /// <summary>What the kernel of a slot is given: what boot needs, and the board's part.</summary>
    public static string CommandLine(char slot, string board) =>
        $"root=PARTLABEL=slot-{slot} router.slot={slot} router.state=LABEL={DiskPlan.DataLabel} {board}".TrimEnd();

    private static string Entry(char slot, string commandLine) => new StringBuilder()
        .Append($"menuentry 'Router, slot {slot}' --id {slot} {{\n")
        .Append($"  linux /{slot}/vmlinuz {CommandLine(slot, commandLine)}\n")
        .Append($"  initrd /{slot}/initramfs\n")
        .Append('}')
        .ToString();
}
