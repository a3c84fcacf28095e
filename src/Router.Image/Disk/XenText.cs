using Router.Core.Boards;

namespace Router.Image.Disk;

/// <summary>
/// What a host with Xen has beside a guest's disk: GRUB for each type of guest, and the configuration that <c>xl create</c> takes. GRUB
/// reads the disk's own <c>grub.cfg</c>, so that a guest chooses its slot as a machine does.
/// </summary>
internal static class XenText
{
    /// <summary>Types of guests, and GRUB's platform for each.</summary>
    public static readonly IReadOnlyDictionary<string, string> Platforms =
        new Dictionary<string, string> { ["pv"] = "x86_64-xen", ["pvh"] = "i386-xen_pvh" };

    public static string LoaderOf(string type) => $"grub-{type}";

    public static string ConfigOf(string board) => $"{board}.cfg";

    /// <summary>All these files, by their names.</summary>
    public static IEnumerable<string> Files(string board) => [.. Platforms.Keys.Select(LoaderOf), ConfigOf(board)];

    /// <summary>
    /// Paths are absolute, because xl starts a guest again from another folder than it was created in. A card for each port, in the
    /// kernel's order, on a bridge that is called like the port's role.
    /// </summary>
    public static string Config(BoardProfile board)
    {
        var folder = $"/var/lib/xen/images/{board.Name}";
        var cards = board.Ports.SelectMany(role => role.Value.Select(port => (Role: role.Key, Port: port)))
            .OrderBy(card => card.Port.Length).ThenBy(card => card.Port, StringComparer.Ordinal).ToList();
        var roles = string.Join(", ", cards.Select(card => $"{card.Port} is {card.Role}"));
        var bridges = string.Join(", ", cards.Select(card => $"\"bridge={card.Role}\""));
        return $"""
            # {board.Description}: put the image's files into {folder}, and
            #   xl create -c {folder}/{ConfigOf(board.Name)}
            name = "{board.Name}"
            # Or "pvh" with {LoaderOf("pvh")}, where the processor has virtualisation.
            type = "pv"
            kernel = "{folder}/{LoaderOf("pv")}"
            memory = 256
            vcpus = 1
            disk = [ "{folder}/disk.img,raw,xvda,rw" ]
            # {roles}. With mac=… a card has the same address at each start.
            vif = [ {bridges} ]
            on_reboot = "restart"
            on_crash = "restart"

            """;
    }
}
