namespace Router.Fleet.Inventories;

/// <summary>
/// A router to push to: <paramref name="Address"/> is a host name or an address, <paramref name="Name"/> what people call it.
/// </summary>
public sealed record Device(string Name, string Address, int Port = 22, string User = Device.UsualUser)
{
    public const string UsualUser = "admin";

    private const string Scheme = "ssh://";

    /// <summary>Path of its configuration; null: the one for all.</summary>
    public string? Config { get; init; }

    /// <summary>Nobody said who logs in: what ssh's files say goes before <see cref="User"/>.</summary>
    public bool UserIsUsual { get; init; }

    /// <summary>The same of <see cref="Port"/>.</summary>
    public bool PortIsUsual { get; init; }

    /// <summary>
    /// <c>[USER@]HOST[:PORT]</c>, <c>[USER@][ADDRESS6]:PORT</c>, either also as <c>ssh://...</c>; null: it is not of that form.
    /// </summary>
    public static Device? Parse(string text, string user)
    {
        var place = text.StartsWith(Scheme, StringComparison.Ordinal) ? text[Scheme.Length..].TrimEnd('/') : text;
        var at = place.LastIndexOf('@');
        var name = at < 0 ? user : place[..at];
        var host = place[(at + 1)..];
        var port = 22;
        var usual = true;
        if (host.StartsWith('[') && host.IndexOf(']', StringComparison.Ordinal) is > 1 and var close)
        {
            if (close + 1 < host.Length && (host[close + 1] != ':' || !TryPort(host[(close + 2)..], out port)))
                return null;
            usual = close + 1 == host.Length;
            host = host[1..close];
        }
        else if (host.Count(c => c == ':') == 1)
        {
            var colon = host.IndexOf(':', StringComparison.Ordinal);
            if (!TryPort(host[(colon + 1)..], out port))
                return null;
            (host, usual) = (host[..colon], false);
        }
        return IsUser(name) && IsHost(host)
            ? new Device(text, HostName.Canonical(host), port, name) { UserIsUsual = at < 0, PortIsUsual = usual }
            : null;
    }

    /// <summary>A login name. What holds a slash or a colon is a piece of an address that was not understood.</summary>
    private static bool IsUser(string text) =>
        text.Length > 0 && text[0] != '-' && !text.Any(c => c is '/' or ':' or '@' || char.IsWhiteSpace(c) || char.IsControl(c));

    /// <summary>A host name, an IPv4 or an IPv6 address; a dash in front would be an option somewhere.</summary>
    public static bool IsHost(string text) => Uri.CheckHostName(text) != UriHostNameType.Unknown && !text.StartsWith('-');

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out port)
        && port is > 0 and <= 65535;
}
