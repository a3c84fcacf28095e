using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.RouterAdvertisements;

/// <summary>
/// <c>services router-advertisements INTERFACE</c>: hosts make addresses of the interface's IPv6 networks, and learn of this router.
/// </summary>
public sealed record RouterAdvertisementConfig
{
    /// <summary>How long hosts keep this router without hearing of it again.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(30);

    internal static readonly MapShape<string, RouterAdvertisementConfig> Map = new(
        ZoneShape.Interface,
        new RecordShape<RouterAdvertisementConfig>(
            "router advertisements", "Hosts make IPv6 addresses of their own (SLAAC), with this router and its resolver.", () => new())
            .WithValue(
                "lifetime", Scalars.Duration, r => r.Lifetime, (r, v) => r with { Lifetime = v },
                "How long hosts keep this router without hearing of it again."));
}
