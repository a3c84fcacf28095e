using Router.Core.State;
using Router.Core.State.Links;
using Router.Features.Configuration;

namespace Router.Features.Interfaces.Build;

/// <summary>The link of each <c>routing vrfs NAME</c>; its members are its ports.</summary>
internal static class VrfLinks
{
    public static IEnumerable<KeyValuePair<string, DesiredLink>> Of(RouterConfig config) =>
        config.Routing.Vrfs.Select(vrf => KeyValuePair.Create(
            vrf.Key, new DesiredLink { Name = vrf.Key, Kind = LinkKind.Virtual, Settings = new VrfLink((uint)vrf.Value.Id) }));
}
