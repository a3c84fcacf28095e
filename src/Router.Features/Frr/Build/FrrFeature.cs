using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Frr.Build;

/// <summary>Routing protocols. Features that want routes from others say whom they ask.</summary>
internal sealed class FrrFeature(params IReadOnlyList<Func<RouterConfig, IEnumerable<BgpPeers>>> clients) : IFeature
{
    public string Path => "mesh";

    public IEnumerable<Listener> Listeners(RouterConfig config)
    {
        List<string> links = [.. Peers(config).Select(group => group.Name)];
        return links.Count == 0 ? [] : [new("bgp", FrrServices.Port) { Path = [Path], Links = links }];
    }

    public PackageNames Packages { get; } = new() { Common = ["frr"] };

    public IReadOnlyList<ServiceAccount> Accounts { get; } = [new("frr", 705, 705) { Groups = [new("frrvty", 706)] }];

    public IEnumerable<DesiredService> Services(BuildInput input) => FrrServices.Build([.. Peers(input.Config)]);

    private IEnumerable<BgpPeers> Peers(RouterConfig config) => clients.SelectMany(client => client(config));
}
