using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Features.Firewall.Build;

/// <summary>A link (kernel name) that tunnels of meshes go over; either all of them are protected or none.</summary>
internal readonly record struct MeshUnderlay(string Link, string? Vrf, bool Protected);

/// <summary>
/// What meshes need of the firewall: their tunnels come in and go out by the underlay, protected ones only inside IPsec, and
/// packets that turn around here are shown to the daemon, which tells their sender of a shorter way.
/// </summary>
internal static class MeshRules
{
    /// <summary>Enough of a packet for its addresses and ports; FRR sends as much.</summary>
    private const int HeadLength = 128;

    /// <summary>Of pairs of hosts.</summary>
    private const int MostPairs = 65536;

    private static readonly PacketRate Seldom = new(6, "minute", Burst: 1);

    private static readonly string[] KeyExchange = ["500", "4500"];

    private static readonly Match Gre = Match.Is(Selector.Protocol, "gre"), Esp = Match.Is(Selector.Protocol, "esp");

    internal static IReadOnlyList<MeshUnderlay> Underlays(RouterConfig config, Topology topology)
    {
        var found = new List<MeshUnderlay>();
        foreach (var mesh in config.Mesh.Values)
        {
            if (config.Interfaces.TryGetValue(mesh.Underlay, out var underlay) && topology.KernelName(mesh.Underlay, underlay) is { } link)
                found.Add(new MeshUnderlay(link, underlay.Vrf, mesh.Ipsec is not { None: true }));
        }
        return [.. found.Distinct()];
    }

    /// <summary>
    /// Pairs of hosts whose packets turned around in a mesh, so that each is shown once in a while only; another mesh may have the same.
    /// </summary>
    internal static IEnumerable<Set> Sets(RouterConfig config)
    {
        foreach (var ipv6 in Redirecting(config).Select(m => m.IPv6).Distinct())
            yield return new(Pairs(ipv6), FieldTypes.Join("iface_index", FieldTypes.Address(ipv6), FieldTypes.Address(ipv6)))
            {
                Filled = new(MostPairs, "1m"),
            };
    }

    /// <summary>
    /// Answers between two branches may take another hub than what they answer, or no hub at all: a hub that saw half of a flow calls its
    /// packets invalid.
    /// </summary>
    internal static IEnumerable<Match[]> Turns(RouterConfig config) => Hubs(config).Select(hub => OneWayFlows.Turn(hub.Name, hub.Vrf));

    /// <summary>In front of what connection tracking knows: to it a tunnel in clear is as established as a protected one.</summary>
    internal static IEnumerable<Rule> Input(IReadOnlyList<MeshUnderlay> underlays)
    {
        foreach (var (link, vrf, isProtected) in underlays)
        {
            var from = Match.IsLink(VrfChains.Input(vrf), link);
            if (isProtected)
            {
                yield return Tunnels(from, Gre, Match.Is(new("meta ipsec"), "missing"), Verdict.Drop);
                yield return Tunnels(from, Esp, Verdict.Accept);
                yield return Tunnels(from, Match.OneOf(new("udp dport"), KeyExchange), Verdict.Accept);
            }
            yield return Tunnels(from, Gre, Verdict.Accept);
        }
    }

    internal static IEnumerable<Rule> Forward(RouterConfig config)
    {
        foreach (var (name, ipv6, vrf) in Redirecting(config))
        {
            var pair = Selector.Join(new("meta oif"), Selector.Source(ipv6), Selector.Destination(ipv6));
            yield return new Rule(
            [
                .. OneWayFlows.Turn(name, vrf),
                new LimitEach(Pairs(ipv6), pair, Seldom),
                new LogGroup(PacketGroups.Redirects, HeadLength),
            ])
            { Path = Places.Redirect(name) };
        }
    }

    /// <summary>No packet of a protected mesh ever leaves in clear, not even before its tunnel is up.</summary>
    internal static IEnumerable<Rule> Output(IReadOnlyList<MeshUnderlay> underlays) => underlays.Where(underlay => underlay.Protected)
        .Select(underlay => Tunnels(To(underlay), Gre, Match.Is(new("rt ipsec"), "missing"), Verdict.Drop));

    /// <summary>Whatever else the router may begin: a mesh in the document says that its tunnels may.</summary>
    internal static IEnumerable<Rule> OutputBegins(IReadOnlyList<MeshUnderlay> underlays)
    {
        foreach (var underlay in underlays)
        {
            if (underlay.Protected)
            {
                yield return Tunnels(To(underlay), Match.OneOf(new("udp sport"), KeyExchange), Verdict.Accept);
                yield return Tunnels(To(underlay), Esp, Verdict.Accept);
            }
            yield return Tunnels(To(underlay), Gre, Verdict.Accept);
        }
    }

    private static Rule Tunnels(params ReadOnlySpan<Statement> statements) => Rule.Of(statements) with { Path = Places.Meshes };

    private static Match To(MeshUnderlay underlay) => Match.IsLink(Selector.OutputLink, underlay.Link);

    private static string Pairs(bool ipv6) => ipv6 ? "mesh_pairs6" : "mesh_pairs";

    private static IEnumerable<(string Name, bool IPv6, string? Vrf)> Redirecting(RouterConfig config) =>
        Hubs(config).Where(m => config.Mesh[m.Name].Redirect);

    private static IEnumerable<(string Name, bool IPv6, string? Vrf)> Hubs(RouterConfig config) =>
        config.Mesh.Where(m => m.Value.IsHub).Select(m => (m.Key, m.Value.Address.IsIPv6, m.Value.Vrf));
}
