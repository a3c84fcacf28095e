using Router.Documents;

namespace Router.Features.FileShares;

/// <summary><c>services files</c>: Samba.</summary>
public sealed record FilesConfig
{
    private const int NetbiosNameLength = 15;

    /// <summary>Where it listens; none given: every zone that is not masqueraded.</summary>
    public ValueList<string> Zones { get; init; } = [];

    public string Workgroup { get; init; } = "WORKGROUP";

    public ValueMap<string, ShareConfig> Shares { get; init; } = ValueMap<string, ShareConfig>.Empty;

    /// <summary>Of a router of that name: what is in front of the first dot, in 15 capitals.</summary>
    internal static string NetbiosName(string hostname)
    {
        var name = hostname.Split('.')[0].ToUpperInvariant();
        return name[..Math.Min(name.Length, NetbiosNameLength)];
    }
}
