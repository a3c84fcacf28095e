using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Interfaces.Kinds.Pppoe;

namespace Router.Features.Interfaces.Build.Pppoe;

/// <summary>Lines by PPPoE.</summary>
internal sealed class PppoeFeature : IOptionalFeature
{
    public string Path => "interfaces pppoe";

    public bool IsWanted(RouterConfig config) => Places(config).Any();

    public IEnumerable<string[]> Places(RouterConfig config) =>
        config.Interfaces.Where(i => i.Value.Made is PppoeConfig).Select(i => (string[])["interfaces", i.Key, "pppoe"]);

    public PackageNames Packages { get; } = new() { Alpine = ["ppp-daemon", "ppp-pppoe", "!ppp-openrc"], Lab = ["ppp"] };

    public IEnumerable<DesiredService> Services(BuildInput input) => PppoeLines.Build(input);
}
