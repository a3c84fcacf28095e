using Router.Documents.Shapes;
using Router.Features.Interfaces.Kinds.Pppoe;
using Router.Features.Interfaces.Kinds.Tunnels;
using Router.Features.Interfaces.Kinds.WireGuard;

namespace Router.Features.Interfaces.Kinds;

/// <summary>The kinds of links that can be made, each with the key that says so.</summary>
internal static class VirtualShapes
{
    public static RecordShape<InterfaceConfig> WithVirtual(this RecordShape<InterfaceConfig> shape) => shape
        .With("vlan", VlanConfig.Shape(serviceTag: false), "A VLAN (802.1Q) of the interface at on.")
        .With("qinq", VlanConfig.Shape(serviceTag: true), "A provider's VLAN (802.1ad) of the interface at on; VLANs can stand on it.")
        .With("bond", BondConfig.Shape, "Several ports as one.")
        .With("vxlan", VxlanConfig.Shape, "Ethernet over UDP, to be a port of a bridge or to carry addresses.")
        .With("gre", GreConfig.Shape, "A GRE tunnel to one other end.")
        .With("gretap", GretapConfig.Shape, "Ethernet over GRE to one other end, to be a port of a bridge or to carry addresses.")
        .With("l2tp", L2tpConfig.Shape, "Ethernet over L2TPv3 to one other end, to be a port of a bridge or to carry addresses.")
        .With("ipip", IpipConfig.Shape, "A tunnel of IPv4 in IPv4 to one other end.")
        .With("6in4", SixInFourConfig.Shape, "A tunnel of IPv6 in IPv4 to one other end, as tunnel brokers give it.")
        .With("6rd", SixRdConfig.Shape, "IPv6 of a provider over its IPv4 (6rd), with a prefix for networks inside.")
        .With("dslite", DsLiteConfig.Shape, "IPv4 of a provider over its IPv6 (DS-Lite).")
        .With("wireguard", WireGuardConfig.Shape, "An encrypted tunnel (WireGuard) to its peers.")
        .With("pppoe", PppoeConfig.Shape, "A line whose provider asks who calls (PPPoE), over the interface at on.")
        .With("veth", VethConfig.Shape, "One end of a pair; the interface that is the other end.")
        .With("dummy", DummyConfig.Shape, "A link that leads nowhere: a place for addresses.");

    private static RecordShape<InterfaceConfig> With<T>(this RecordShape<InterfaceConfig> shape, string key, Shape<T> value, string help)
        where T : VirtualConfig => shape.With(
            key, value, i => i.Virtual.TryGetValue(key, out var made) ? (T)made : null,
            (i, v) => i with { Virtual = i.Virtual.With(key, v) }, help);
}
