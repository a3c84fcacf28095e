using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Configuration;
using Router.Features.FileShares;
using Router.Features.Firewall;
using Router.Features.Interfaces;
using Router.Features.Interfaces.Kinds;
using Router.Features.Proxy;
using Router.Features.Routes;
using Router.Features.Routing;
using Router.Features.Services;
using Router.Features.Shaping;
using Router.Features.SystemSettings;

namespace Router.Core.Tests.Planning;

/// <summary>
/// Documents at random over four ports: each port alone, in one of two bridges, or not named; addresses that change places
/// between interfaces, share networks or differ in their prefix length and order only; VLANs, tunnels, pairs and bonds that come,
/// go and stand on others; routes and routing rules; services on and off.
/// </summary>
internal static class RandomDocuments
{
    public const int Ports = 4;
    private const int Made = 6;

    private static readonly string[] Pool = ["10.{0}.0.1/24", "10.{0}.0.2/24", "10.{0}.0.1/25", "2001:db8:{0}::1/64", "2001:db8:{0}::1/48"];

    private static readonly Gen<InterfaceSeed> Interfaces =
        from network in Gen.Choose(0, 3)
        from chosen in Gen.Choose(1, 31)
        from small in Gen.Elements(true, false)
        from enabled in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new InterfaceSeed(network, chosen, small, enabled);

    public static Arbitrary<RouterConfig> Any { get; } = (
        from places in Gen.Choose(0, 4).ArrayOf(Ports)
        from seeds in Interfaces.ArrayOf(Ports + 2)
        from made in Gen.Choose(0, 7).ArrayOf(Made)
        from routed in Gen.Choose(0, 15)
        from ssh in Gen.Elements(true, false)
        from port in Gen.Elements<ushort>(3128, 8080)
        from proxy in Gen.Elements(true, false)
        select Document(places, seeds, made, routed) with
        {
            System = new SystemConfig { Hostname = ssh ? "one" : "two" },
            Services =
                new ServicesConfig { Proxy = proxy ? new ProxyConfig { Port = port } : null, Files = ssh ? new FilesConfig() : null },
        }).ToArbitrary();

    private static RouterConfig Document(int[] places, InterfaceSeed[] seeds, int[] made, int routed)
    {
        var interfaces = new Dictionary<string, InterfaceConfig>();
        var networks = new HashSet<int>();
        for (var port = 0; port < Ports; port++)
        {
            if (places[port] == 1)
                interfaces[$"e{port}"] =
                    seeds[port].Interface(networks) with { Device = new DeviceReference(DeviceReferenceKind.Name, $"eth{port}") };
        }
        foreach (var bridge in new[] { 2, 3 }.Where(places.Contains))
        {
            var ports = Enumerable.Range(0, Ports)
                .Where(p => places[p] == bridge)
                .Select(p => new DeviceReference(DeviceReferenceKind.Name, $"eth{p}"));
            interfaces[$"br{bridge}"] =
                seeds[Ports + bridge - 2].Interface(networks) with { Bridge = [.. ports], Vlans = Vlans(ports, made[bridge]) };
        }
        if (places.Contains(4))
            interfaces["bond"] = Bond(
                [.. Enumerable.Range(0, Ports)
                    .Where(p => places[p] == 4)
                    .Select(p => new DeviceReference(DeviceReferenceKind.Name, $"eth{p}"))],
                made[0]);
        AddVirtual(interfaces, made);
        Shape(interfaces, made[5]);
        return new RouterConfig
        {
            Interfaces = interfaces.ToValueMap(),
            Routes = Routes(interfaces, routed).ToValueMap(),
            Routing = Routing(made[1]),
            Firewall = new FirewallConfig { Marks = [new MarkConfig { Name = "mark", Mark = 5 }] },
        };
    }

    private static ValueMap<DeviceReference, PortVlanConfig> Vlans(IEnumerable<DeviceReference> ports, int seed) => seed < 4
        ? ValueMap<DeviceReference, PortVlanConfig>.Empty
        : ports.Select((port, i) => KeyValuePair.Create(
            port, new PortVlanConfig { Untagged = (seed + i) % 3 == 0 ? null : 1 + (seed % 2 * 9), Tagged = [20 + ((seed + i) % 2)] }))
                .ToValueMap();

    /// <summary>A port and a VLAN, each at a pace in one direction, in both or in none.</summary>
    private static void Shape(Dictionary<string, InterfaceConfig> interfaces, int seed)
    {
        foreach (var name in new[] { "e0", "v1" }.Where(name => seed > 0 && interfaces.ContainsKey(name)))
        {
            interfaces[name] = interfaces[name] with
            {
                Shaping = new ShapingConfig
                {
                    Up = (seed & 1) == 0 ? null : 1_000_000 * (1 + (seed % 3)),
                    Down = (seed & 6) == 0 ? null : 5_000_000,
                },
            };
        }
    }

    private static InterfaceConfig Bond(ValueList<DeviceReference> members, int seed) => new()
    {
        Zone = "lan",
        Mtu = (seed & 4) == 0 ? null : 1400,
        Enabled = seed != 3,
        Virtual = Kind(
            "bond",
            new BondConfig { Members = members, Mode = (seed & 1) == 0 ? BondMode.ActiveBackup : BondMode.Lacp, FastLacp = seed == 7 }),
    };

    /// <summary>On whatever is there: a VLAN, one on top of it, a dummy, a pair and a VXLAN, each in several ways.</summary>
    private static void AddVirtual(Dictionary<string, InterfaceConfig> interfaces, int[] made)
    {
        var under = interfaces.Keys.FirstOrDefault(k => k[^1] % 3 == made[2] % 3) ?? interfaces.Keys.FirstOrDefault();
        if (under is not null && made[2] > 1)
            interfaces["v1"] = new()
            {
                Zone = "lan",
                On = under,
                Virtual = Kind("vlan", new VlanConfig(10 + (made[2] % 2), made[2] > 5)),
                Enabled = made[3] != 1
            };
        if (interfaces.ContainsKey("v1") && made[3] > 2)
            interfaces["v2"] = new()
            {
                Zone = "lan",
                On = "v1",
                Mtu = made[3] > 5 ? 1300 : null,
                Virtual = Kind("vlan", new VlanConfig(7, false)),
                Addresses = [Parse("10.77.0.1/24")]
            };
        if (made[4] > 2)
            interfaces["x1"] = new()
            {
                Zone = "lan",
                Virtual = Kind("vxlan", new VxlanConfig { Id = made[4] % 2, Remote = IPAddress.Parse("192.0.2.1") })
            };
        if (made[5] > 3)
        {
            interfaces["p1"] = new() { Zone = "lan", Virtual = Kind("veth", new VethConfig("p2")), Addresses = [Parse("10.78.0.1/24")] };
            interfaces["p2"] = new() { Zone = "lan", Virtual = Kind("veth", new VethConfig("p1")), Enabled = made[5] > 5 };
        }
        if (made[5] is 1 or 2)
            interfaces["p1"] = new() { Zone = "lan", Virtual = Kind("dummy", new DummyConfig()), Addresses = [Parse("10.78.0.1/24")] };
    }

    private static ValueMap<string, VirtualConfig> Kind(string key, VirtualConfig kind) =>
        ValueMap<string, VirtualConfig>.Empty.With(key, kind);

    private static InterfaceAddress Parse(string text)
    {
        Assert.True(InterfaceAddress.TryParse(text, out var address));
        return address;
    }

    private static RoutingConfig Routing(int seed) => new()
    {
        Tables = ValueMap<string, RoutingTableConfig>.Empty.With("two", new RoutingTableConfig
        {
            Id = 102,
            Routes = ValueMap<IPNetwork, RouteConfig>.Empty.With(
                IPNetwork.Parse("172.30.0.0/16"), new RouteConfig { Unreachable = seed > 3, Blackhole = seed <= 3 }),
        }),
        Rules = [.. Enumerable.Range(0, seed % 3).Select(i => new RoutingRuleConfig
        {
            Name = $"r{i}",
            Mark = seed > 4 ? 5 : null,
            Source = seed > 2 ? IPNetwork.Parse("10.0.0.0/8") : null,
            Table = "two"
        })],
    };

    private static IEnumerable<KeyValuePair<IPNetwork, RouteConfig>> Routes(Dictionary<string, InterfaceConfig> interfaces, int routed)
    {
        yield return new(IPNetwork.Parse("192.0.2.0/24"), new RouteConfig { Blackhole = true });
        for (var network = 0; network < 4; network++)
        {
            var via = IPAddress.Parse($"10.{network}.0.{9 + (routed & 1)}");
            if ((routed & (1 << network)) != 0 && interfaces.Values.Any(i => i.Addresses.Any(a => a.Network.Contains(via))))
                yield return new(IPNetwork.Parse($"172.16.{network}.0/24"), new RouteConfig { Via = via });
        }
    }

    private sealed record InterfaceSeed(int Network, int Chosen, bool Small, bool Enabled)
    {
        /// <summary>A network belongs to one interface only; an address to a link once.</summary>
        public InterfaceConfig Interface(HashSet<int> taken)
        {
            var addresses = taken.Add(Network)
                ? Pool.Where((_, i) => (Chosen & (1 << i)) != 0)
                    .Select(pattern => Parse(string.Format(null, pattern, Network)))
                    .DistinctBy(a => a.Address)
                : [];
            return new InterfaceConfig
            {
                Zone = "lan",
                Mtu = Small ? 1400 : Chosen % 3 == 0 ? null : 1500,
                Enabled = Enabled,
                Addresses = [.. Chosen % 2 == 0 ? addresses : addresses.Reverse()],
            };
        }
    }
}
