using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Mesh.Checks;
using Router.Features.Validation;

namespace Router.Features.Mesh.Build;

/// <summary>What the routers of a mesh tell each other.</summary>
internal sealed class BgpFeature : IFeature
{
    public string Path => "mesh";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new BgpValidator()];

    public IEnumerable<Listener> Listeners(RouterConfig config)
    {
        List<string> links = [.. config.Mesh.Where(m => m.Value.Bgp is not null).Select(m => m.Key)];
        return links.Count == 0 ? [] : [new("bgp", Frr.Port) { Links = links }];
    }

    public PackageNames Packages { get; } = new() { Common = ["frr"] };

    public IReadOnlyList<ServiceAccount> Accounts { get; } = [new("frr", 92, 92) { Groups = [new("frrvty", 85)] }];

    public IEnumerable<DesiredService> Services(BuildInput input) => Frr.Build(input.Config);
}
