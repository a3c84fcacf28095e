using System.IO.Enumeration;

namespace Router.Image.Disk;

/// <summary>What a Raspberry Pi cannot start without.</summary>
internal static class PiFiles
{
    private const string Firmware = "name Alpine's package raspberrypi-bootloader; the lab repository has none";

    private static readonly (string Pattern, string How)[] Wanted =
    [
        ("config.txt", "write boot/config.txt beside the board's profile"),
        ("start*.elf", Firmware),
        ("fixup*.dat", Firmware),
        ("*.dtb", "name a kernel's package that has them in /boot, such as linux-rpi"),
    ];

    /// <summary>What of it is not among the names of files, as a pattern, and where it comes from.</summary>
    public static IEnumerable<(string Pattern, string How)> Missing(IReadOnlyCollection<string> names) =>
        Wanted.Where(wanted => !names.Any(name => FileSystemName.MatchesSimpleExpression(wanted.Pattern, name, ignoreCase: false)));
}
