using System.Text;
using System.Text.Json;
using Router.Core.Boards;
using Router.Features.Configuration;
using Router.Features.SystemSettings;

namespace Router.Daemon.Engine;

/// <summary>
/// What runs in place of a configuration that nobody gets along with: the first port of the role <c>lan</c> has 192.168.1.1/24 and gives
/// one client an address; nothing is forwarded. Nobody has a password; over SSH those get in who are admins by a key of the
/// configuration that was confirmed last.
/// </summary>
internal static class FailsafeDocument
{
    public const string Author = "failsafe";

    private const string Role = "lan";

    /// <param name="confirmed">The configuration that was confirmed last; null: there is none that can be read.</param>
    /// <param name="board">A board without a port of that role has no network.</param>
    public static string Make(RouterConfig? confirmed, BoardFacts board)
    {
        var admins = confirmed?.System.Users.Where(user => user.Value is { Role: UserRole.Admin, Keys.Count: > 0 }).ToList() ?? [];
        var text = new StringBuilder("version: 1\nsystem:\n  hostname: failsafe\n");
        if (board.Roles.GetValueOrDefault(Role) is not { Count: > 0 } ports)
            return text.ToString();
        if (admins.Count > 0)
            text.Append("  users:\n");
        foreach (var (name, user) in admins)
            text.Append($"    {Quoted(name)}: {{ role: admin, keys: [{string.Join(", ", user.Keys.Select(Quoted))}] }}\n");
        text.Append($"interfaces:\n  lan: {{ device: {Quoted(ports[0])}, zone: lan, addresses: [192.168.1.1/24] }}\n");
        text.Append("firewall:\n  policies:\n    lan -> router: accept\n");
        text.Append("services:\n  dhcp:\n    lan: { range: 192.168.1.100-192.168.1.100, lease-time: 2m }\n");
        if (admins.Count > 0)
            text.Append("  ssh: { zones: [lan] }\n");
        return text.ToString();
    }

    /// <summary>YAML reads what JSON writes.</summary>
    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
