using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.IgmpProxy.Checks;
using Router.Features.Validation;

namespace Router.Features.IgmpProxy.Build;

/// <summary>Multicast of a line for hosts inside. What it needs of the firewall is no port, and stands there.</summary>
internal sealed class IgmpProxyFeature : IOptionalFeature
{
    public string Path => "services igmp-proxy";

    public bool IsWanted(RouterConfig config) => config.Services.IgmpProxy is not null;

    public IReadOnlyList<SectionValidator> Checks { get; } = [new IgmpProxyValidator()];

    public PackageNames Packages { get; } = new() { Common = ["igmpproxy"] };

    public IEnumerable<DesiredService> Services(BuildInput input) => [Igmpproxy.Build(input)];
}
