using System.Globalization;
using System.Text;
using Router.Documents;

namespace Router.Fleet.SshConfigs;

/// <summary>What was found so far for one host.</summary>
internal sealed class SshConfigQuery(string host, string? user, int? port, SshOperator self)
{
    private readonly Dictionary<string, SshConfigLine> first = [];
    private readonly List<SshConfigLine> identities = [], certificates = [];
    private readonly HashSet<string> refused = [];

    public string Host => host;

    public SshOperator Self => self;

    /// <summary>As far as it is known by now: what <c>Match</c> looks at.</summary>
    public string HostName => Named("hostname") is { } name ? Tokens(name, text => text switch { 'h' => host, _ => null }) : host;

    public string User => user ?? Named("user") ?? self.User;

    /// <summary>Keywords that somebody has switched off before they were met.</summary>
    public bool Refuses(string keyword) => refused.Contains(keyword);

    public void Refuse(string keyword) => refused.Add(keyword);

    public void Take(SshConfigLine line)
    {
        if (line.Keyword is "identityfile")
            identities.Add(line);
        else if (line.Keyword is "certificatefile")
            certificates.Add(line);
        else
            first.TryAdd(line.Keyword, line);
        if (line.Keyword is "proxyjump" && line.Arguments[0] != "none")
            Refuse("proxycommand");
    }

    public SshHostSettings Settings() => new()
    {
        HostName = HostName,
        Port = port ?? Port(),
        User = user ?? Named("user"),
        NamesIdentities = identities.Count > 0,
        IdentityFiles = [.. Paths(identities)],
        CertificateFiles = [.. Paths(certificates)],
        IdentitiesOnly = Named("identitiesonly") is "yes" or "true",
        IdentityAgent = Named("identityagent") switch
        {
            null => null,
            ['$', not '{', ..] variable => self.Environment(variable[1..]),
            var agent => Path(agent),
        },
        ProxyJump = Named("proxyjump") is { } jumps && !IsNone(jumps) ? [.. jumps.Split(',')] : [],
        UserKnownHostsFiles = Lists("userknownhostsfile"),
        GlobalKnownHostsFiles = Lists("globalknownhostsfile"),
        HostKeyAlgorithms = Named("hostkeyalgorithms"),
        HostKeyAlias = Named("hostkeyalias"),
        AcceptsNew = Named("stricthostkeychecking")?.ToLowerInvariant() switch
        {
            null => null,
            "accept-new" or "no" or "off" or "false" => true,
            _ => false,
        },
    };

    private string? Named(string keyword) => first.TryGetValue(keyword, out var line) ? line.Arguments[0] : null;

    private int? Port()
    {
        if (!first.TryGetValue("port", out var line))
            return null;
        return int.TryParse(line.Arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= 65535
            ? number
            : throw new SshConfigException(line.Place, $"port: {line.Arguments[0]} is none");
    }

    private IEnumerable<string> Paths(IEnumerable<SshConfigLine> lines) => lines
        .Select(line => line.Arguments[0])
        .Where(path => !IsNone(path))
        .Select(Path)
        .Distinct();

    private static bool IsNone(string text) => text.Equals("none", StringComparison.OrdinalIgnoreCase);

    private ValueList<string>? Lists(string keyword) => first.TryGetValue(keyword, out var line)
        ? [.. line.Arguments.Where(path => path != "none").Select(Path)]
        : null;

    private string Path(string text) => Tokens(self.Expand(text), Token);

    private string? Token(char token) => token switch
    {
        'd' => self.Home,
        'h' => HostName,
        'n' => host,
        'p' => $"{port ?? Port() ?? 22}",
        'r' => User,
        'u' => self.User,
        'k' => Named("hostkeyalias") ?? HostName,
        _ => null,
    };

    /// <summary>A token that is not known stays.</summary>
    private static string Tokens(string text, Func<char, string?> token)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
            return text;
        var filled = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '%' || at + 1 >= text.Length)
                filled.Append(text[at]);
            else if (text[++at] == '%')
                filled.Append('%');
            else
                filled.Append(token(text[at]) ?? $"%{text[at]}");
        }
        return filled.ToString();
    }
}
