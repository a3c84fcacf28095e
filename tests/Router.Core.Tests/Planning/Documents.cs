using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Router.Core.Sections;
using Router.Core.Sections.Interfaces;
using Router.Core.Sections.Routes;
using Router.Core.Sections.Services;
using Router.Core.Sections.SystemSettings;
using Router.Core.Values;

namespace Router.Core.Tests.Planning;

/// <summary>
/// Documents at random over four ports: each port alone, in one of two bridges, or not named; addresses that change places
/// between interfaces, share networks or differ in their prefix length only; routes over them; services on and off.
/// </summary>
internal static class Documents
{
    public const int Ports = 4;

    private static readonly string[] Pool = ["10.{0}.0.1/24", "10.{0}.0.2/24", "10.{0}.0.1/25", "2001:db8:{0}::1/64", "2001:db8:{0}::1/48"];

    private static readonly Gen<InterfaceSeed> Interfaces =
        from network in Gen.Choose(0, 3)
        from chosen in Gen.Choose(1, 31)
        from small in Gen.Elements(true, false)
        from enabled in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new InterfaceSeed(network, chosen, small, enabled);

    public static Arbitrary<RouterConfig> Any { get; } = (
        from places in Gen.Choose(0, 3).ArrayOf(Ports)
        from seeds in Interfaces.ArrayOf(Ports + 2)
        from routed in Gen.Choose(0, 15)
        from ssh in Gen.Elements(true, false)
        from port in Gen.Elements<ushort>(3128, 8080)
        from proxy in Gen.Elements(true, false)
        select Document(places, seeds, routed) with
        {
            System = new SystemConfig { Hostname = ssh ? "one" : "two" },
            Services = new ServicesConfig { Proxy = proxy ? new ProxyConfig { Port = port } : null, Files = ssh ? new FilesConfig() : null },
        }).ToArbitrary();

    private static RouterConfig Document(int[] places, InterfaceSeed[] seeds, int routed)
    {
        var interfaces = new Dictionary<string, InterfaceConfig>();
        var networks = new HashSet<int>();
        for (var port = 0; port < Ports; port++)
        {
            if (places[port] == 1)
                interfaces[$"e{port}"] = seeds[port].Interface(networks) with { Device = new DeviceReference(DeviceReferenceKind.Name, $"eth{port}") };
        }
        foreach (var bridge in new[] { 2, 3 }.Where(places.Contains))
        {
            var ports = Enumerable.Range(0, Ports).Where(p => places[p] == bridge).Select(p => new DeviceReference(DeviceReferenceKind.Name, $"eth{p}"));
            interfaces[$"br{bridge}"] = seeds[Ports + bridge - 2].Interface(networks) with { Bridge = [.. ports] };
        }
        return new RouterConfig { Interfaces = interfaces.ToValueMap(), Routes = Routes(interfaces, routed).ToValueMap() };
    }

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
            var addresses = taken.Add(Network) ? Pool.Where((_, i) => (Chosen & (1 << i)) != 0).Select(Parse).DistinctBy(a => a.Address) : [];
            return new InterfaceConfig { Zone = "lan", Mtu = Small ? 1400 : 1500, Enabled = Enabled, Addresses = [.. addresses] };
        }

        private InterfaceAddress Parse(string pattern)
        {
            Assert.True(InterfaceAddress.TryParse(string.Format(null, pattern, Network), out var address));
            return address;
        }
    }
}
