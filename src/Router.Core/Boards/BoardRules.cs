using System.Text.RegularExpressions;
using Router.Core.Shapes;

namespace Router.Core.Boards;

/// <summary>What has to hold of a board beyond each value by itself.</summary>
internal static partial class BoardRules
{
    /// <summary>Null: the kernel may give a port this name; otherwise what is wrong, to stand behind it.</summary>
    public static string? CheckPort(string name) => CarriedName.CheckLink(name)
        ?? (SlotName().IsMatch(name) ? "is a name that no port gets: an image names cards as the kernel does, eth0 the first" : null);

    /// <summary>A port that two roles have: the roles and the port, in the document's order.</summary>
    public static IEnumerable<(string Role, string Port, string Other)> SharedPorts(BoardProfile board)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (role, ports) in board.Ports)
        {
            foreach (var port in ports)
            {
                if (!owners.TryAdd(port, role))
                    yield return (role, port, owners[port]);
            }
        }
    }

    /// <summary>Boot loaders that its architecture has not, or not beside the others.</summary>
    public static IEnumerable<(string Loader, string Message)> StrangeLoaders(BoardProfile board)
    {
        if (board.Architecture != ArchitectureNames.X64 && board.Boot.Contains(BootLoader.Bios))
            yield return ("bios", $"{board.Architecture} has no BIOS");
        if (board.Architecture != ArchitectureNames.Arm64 && board.Boot.Contains(BootLoader.RaspberryPi))
            yield return ("raspberry-pi", $"no Raspberry Pi is {board.Architecture}");
        else if (board.Boot.Count > 1 && board.Boot.Contains(BootLoader.RaspberryPi))
            yield return ("raspberry-pi", "a Raspberry Pi has no other boot loader");
        if (board.Architecture != ArchitectureNames.X64 && board.Boot.Contains(BootLoader.Xen))
            yield return ("xen", $"GRUB knows no guest of Xen on {board.Architecture}");
        else if (board.Boot.Count > 1 && board.Boot.Contains(BootLoader.Xen))
            yield return ("xen", "a guest of Xen has no other boot loader");
        if (board.IsContainer && board.Boot.Count > 1)
            yield return ("container", "a container has no boot loader");
    }

    /// <summary>Why the board cannot have the Secure Boot that it asks for, and how to mend it; null: it can, or does not ask.</summary>
    public static (string Message, string Hint)? NoSecureBoot(BoardProfile board)
    {
        if (!board.SecureBoot)
            return null;
        if (board.Architecture != ArchitectureNames.X64)
            return ($"images of {board.Architecture} cannot be signed for it yet: {ArchitectureNames.X64} alone can", "leave it out");
        if (board.Boot.Count > 0 && !board.Boot.Contains(BootLoader.Uefi))
            return ("firmware that is no UEFI checks no signature", "write boot: uefi, or leave secure-boot out");
        return board.Boot.Contains(BootLoader.Bios)
            ? ("by BIOS the disk would start whatever is on it", "write boot: uefi, or leave secure-boot out")
            : null;
    }

    /// <summary>Keys that it has and a container cannot have.</summary>
    public static IEnumerable<string> NotForContainers(BoardProfile board)
    {
        if (board is { IsContainer: true, Mode: not BoardMode.Disk })
            yield return "mode";
        if (board is { IsContainer: true, ResetButton: not null })
            yield return "reset-button";
    }

    [GeneratedRegex(@"^(en|wl|ww)(o|p|s|x|P)[0-9a-f]", RegexOptions.CultureInvariant)]
    private static partial Regex SlotName();
}
