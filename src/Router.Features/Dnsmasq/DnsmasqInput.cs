using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Dnsmasq;

/// <summary>
/// What a part is written of. <paramref name="Served"/>: the links that somebody's work is done on, by the kernel's names.
/// <paramref name="HasHostsFile"/>: there are names that only a file of hosts can hold.
/// </summary>
internal sealed record DnsmasqInput(RouterConfig Config, Topology Topology, IReadOnlyList<string> Served, bool HasHostsFile)
{
    /// <summary>The kernel's name of an interface; null: it is not there.</summary>
    public string? Link(string name) =>
        Config.Interfaces.TryGetValue(name, out var settings) ? Topology.KernelName(name, settings) : null;
}
