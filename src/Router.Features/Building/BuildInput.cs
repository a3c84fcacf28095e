using Router.Documents;
using Router.Features.Configuration;

namespace Router.Features.Building;

/// <summary>What services are worked out from. <paramref name="Problems"/> takes what stands against it.</summary>
internal sealed record BuildInput(RouterConfig Config, Topology Topology, BuildContext Context, List<Problem> Problems);
