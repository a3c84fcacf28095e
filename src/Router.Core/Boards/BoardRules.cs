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

    [GeneratedRegex(@"^(en|wl|ww)(o|p|s|x|P)[0-9a-f]", RegexOptions.CultureInvariant)]
    private static partial Regex SlotName();
}
