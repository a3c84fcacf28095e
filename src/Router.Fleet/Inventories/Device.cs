using Router.Core.Values;

namespace Router.Fleet.Inventories;

/// <summary>A router to push to: <paramref name="Address"/> is a host name or an address, <paramref name="Name"/> what people call it.</summary>
public sealed record Device(string Name, string Address, int Port = 22, string User = "admin")
{
    /// <summary>Path of its configuration; null: the one for all.</summary>
    public string? Config { get; init; }

    /// <summary>Replace <c>${NAME}</c> in the configuration.</summary>
    public ValueMap<string, string> Variables { get; init; } = ValueMap<string, string>.Empty;

    /// <summary><c>[USER@]HOST[:PORT]</c>, <c>[USER@][ADDRESS6]:PORT</c>; null: it is not of that form.</summary>
    public static Device? Parse(string text, string user)
    {
        var at = text.LastIndexOf('@');
        var name = at < 0 ? user : text[..at];
        var host = text[(at + 1)..];
        var port = 22;
        if (host.StartsWith('[') && host.IndexOf(']', StringComparison.Ordinal) is > 1 and var close)
        {
            if (close + 1 < host.Length && (host[close + 1] != ':' || !TryPort(host[(close + 2)..], out port)))
                return null;
            host = host[1..close];
        }
        else if (host.Count(c => c == ':') == 1)
        {
            var colon = host.IndexOf(':', StringComparison.Ordinal);
            if (!TryPort(host[(colon + 1)..], out port))
                return null;
            host = host[..colon];
        }
        return name.Length > 0 && IsHost(host) ? new Device(text, host, port, name) : null;
    }

    /// <summary>A host name, an IPv4 or an IPv6 address; a dash in front would be an option somewhere.</summary>
    public static bool IsHost(string text) => Uri.CheckHostName(text) != UriHostNameType.Unknown && !text.StartsWith('-');

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535;
}
