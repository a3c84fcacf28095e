using Router.Core.Config.Validation;
using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Core.Sections.Services;

/// <summary><c>services router-advertisements INTERFACE</c>: hosts make addresses of the interface's IPv6 networks, and learn of this router.</summary>
public sealed record RouterAdvertisementConfig
{
    /// <summary>How long hosts keep this router without hearing of it again.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>RFC 4861, section 6.2.1.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(9000);

    internal static readonly MapShape<string, RouterAdvertisementConfig> Map = new(
        ZoneShape.Interface,
        new RecordShape<RouterAdvertisementConfig>("router advertisements", "Hosts make IPv6 addresses of their own (SLAAC), with this router and its resolver.", () => new())
            .WithValue("lifetime", Scalars.Duration, r => r.Lifetime, (r, v) => r with { Lifetime = v }, "How long hosts keep this router without hearing of it again."));

    internal static void Check(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, advertisement) in subject.Config.Services.RouterAdvertisements)
        {
            string[] path = ["services", "router-advertisements", name];
            if (!subject.Config.Interfaces.TryGetValue(name, out var config))
                findings.Unknown(path, "interface", name, subject.Config.Interfaces.Keys);
            else if (config.Delegated is null && !config.Addresses.Any(a => a is { IsIPv6: true, PrefixLength: 64 }))
                findings.Refuse(path, $"{name} has no IPv6 address with a /64", $"add one at interfaces {name} addresses: hosts make theirs of it");
            if (advertisement.Lifetime > Longest)
                findings.Refuse([.. path, "lifetime"], "longer than hosts take", "at most 150m");
        }
    }
}
