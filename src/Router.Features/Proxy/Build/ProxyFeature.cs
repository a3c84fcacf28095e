using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Proxy.Checks;
using Router.Features.Validation;

namespace Router.Features.Proxy.Build;

/// <summary>The web proxy.</summary>
internal sealed class ProxyFeature : IOptionalFeature
{
    public string Path => "services proxy";

    public bool IsWanted(RouterConfig config) => config.Services.Proxy is not null;

    public IReadOnlyList<SectionValidator> Checks { get; } = [new ProxyValidator()];

    public IEnumerable<Listener> Listeners(RouterConfig config) =>
        config.Services.Proxy is { } proxy
            ? [new("proxy", proxy.Port) { PortPath = ["services", "proxy", "port"], Zones = proxy.Zones }]
            : [];

    public PackageNames Packages { get; } = new() { Common = ["squid"] };

    public IReadOnlyList<ServiceAccount> Accounts { get; } = [new("squid", 31, 31) { Home = "/data/squid" }];

    public IEnumerable<DesiredService> Services(BuildInput input) => [Squid.Build(input.Config)];
}
