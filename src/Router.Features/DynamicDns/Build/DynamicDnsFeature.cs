using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.DynamicDns.Checks;
using Router.Features.Validation;

namespace Router.Features.DynamicDns.Build;

/// <summary>Names that follow the router's address.</summary>
internal sealed class DynamicDnsFeature : IOptionalFeature
{
    public string Path => "services dynamic-dns";

    public bool IsWanted(RouterConfig config) => config.Services.DynamicDns.Count > 0;

    public IReadOnlyList<SectionValidator> Checks { get; } = [new DynamicDnsValidator()];

    public PackageNames Packages { get; } = new() { Common = ["inadyn"], Alpine = ["ca-certificates-bundle"] };

    public IReadOnlyList<ServiceAccount> Accounts { get; } = [new("inadyn", 707, 707)];

    public IEnumerable<DesiredService> Services(BuildInput input) => [Inadyn.Build(input)];
}
