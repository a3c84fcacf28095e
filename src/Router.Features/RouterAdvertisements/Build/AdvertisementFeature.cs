using Router.Features.Building;
using Router.Features.RouterAdvertisements.Checks;
using Router.Features.Validation;

namespace Router.Features.RouterAdvertisements.Build;

/// <summary>IPv6 addresses for hosts.</summary>
internal sealed class AdvertisementFeature : IFeature
{
    public string Path => "services router-advertisements";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new AdvertisementValidator()];
}
