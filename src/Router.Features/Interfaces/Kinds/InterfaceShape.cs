using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents.Shapes;
using Router.Features.Interfaces.Ethernet;
using Router.Features.Shaping;

namespace Router.Features.Interfaces.Kinds;

internal static class InterfaceShape
{
    private static readonly RecordShape<InterfaceConfig> Shape = new RecordShape<InterfaceConfig>(
            "interface",
            "Exactly one of device, bridge, loopback, vlan, qinq, bond, vxlan, gre, gretap, l2tp, ipip, 6in4, 6rd, dslite, wireguard, pppoe, "
                + "veth and dummy says what it is.",
            () => new())
        .WithValue("device", NetworkScalars.Device, i => i.Device, (i, v) => i with { Device = v },
            "Ethernet: the port by kernel name (eth0), board role (@wan), mac:ADDRESS or path:PATH.")
        .With("bridge", new ListShape<DeviceReference>(NetworkScalars.Device), i => i.Bridge, (i, v) => i with { Bridge = v },
            "Bridge: its ports. [] is a bridge without ports.")
        .WithValue("loopback", Scalars.Switch, i => i.Loopback, (i, v) => i with { Loopback = v }, "Addresses on the kernel's lo.")
        .With("vlans", PortVlanConfig.Map, i => i.Vlans, (i, v) => i with { Vlans = v },
            "Bridge: VLANs by port; the bridge's own name is the bridge itself. Ports that are not named have VLAN 1.")
        .WithVirtual()
        .With("on", ZoneShape.Interface, i => i.On, (i, v) => i with { On = v }, "The interface that a VLAN, a tunnel or PPPoE stands on.")
        .With("egress-priority", new MapShape<int, int>(Scalars.Number(0, 15, example: "0"), Scalars.Number(0, 7, example: "5")),
            i => i.EgressPriority, (i, v) => i with { EgressPriority = v },
            "VLAN: priority in the tag (802.1p, 0 to 7) of frames that leave, by the packet's: 0 most packets, 6 interactive, 7 control.")
        .With("mac", NetworkScalars.Mac, i => i.Mac, (i, v) => i with { Mac = v },
            "A hardware address instead of its own, as where a provider knows a line by that of another device.")
        .With("description", NameScalars.Remark("fibre to the street"), i => i.Description, (i, v) => i with { Description = v },
            "For people; shown by show interfaces.")
        .With("zone", ZoneShape.Zone, i => i.Zone, (i, v) => i with { Zone = v },
            "The firewall zone; without one nothing may pass.")
        .With("vrf", ZoneShape.Vrf, i => i.Vrf, (i, v) => i with { Vrf = v },
            "The routing domain (routing vrfs) that it is in; without it the main table's.")
        .With("addresses", new ListShape<InterfaceAddress>(NetworkScalars.InterfaceAddress), i => i.Addresses,
            (i, v) => i with { Addresses = v }, "Fixed addresses with their prefix length.")
        .With("neighbours", new MapShape<System.Net.IPAddress, string>(NetworkScalars.Address, NetworkScalars.Mac), i => i.Neighbours,
            (i, v) => i with { Neighbours = v }, "Hardware addresses of hosts on the link by their address: nobody is asked for them.")
        .With("dhcp", DhcpClientConfig.Shape, i => i.DhcpClient, (i, v) => i with { DhcpClient = v.Asks ? v : null },
            "Address, default route and DNS servers from a DHCP server (IPv4): true, or what the client says and takes.")
        .With("ipv6", Ipv6ClientConfig.Shape, i => i.Ipv6, (i, v) => i with { Ipv6 = v },
            "IPv6 from the router outside: default route, addresses, a prefix for networks inside. {} is an address of its own making.")
        .With("delegated", DelegatedPrefixConfig.Shape, i => i.Delegated, (i, v) => i with { Delegated = v },
            "A /64 of the prefix that an interface outside was given, or has by 6rd.")
        .With("shaping", ShapingShape.Shape, i => i.Shaping, (i, v) => i with { Shaping = v },
            "The pace of the line, kept below its own so that nothing waits in the provider's devices (CAKE).")
        .WithValue("mtu", Scalars.Number(68, 65535, "bytes", "1500"), i => i.Mtu, (i, v) => i with { Mtu = v },
            "Largest packet; without it the kernel's own.")
        .With("ethernet", EthernetShape.Shape, i => i.Ethernet, (i, v) => i with { Ethernet = v },
            "What the hardware of its ports does: speed, offloads, rings; what is not said is as the driver has it.")
        .WithValue("steering", Scalars.Switch, i => i.Steering, (i, v) => i with { Steering = v },
            "false: one processor looks at all packets of a queue of its ports; otherwise all of them do.")
        .WithValue("enabled", Scalars.Switch, i => i.Enabled, (i, v) => i with { Enabled = v }, "false keeps the link down.");

    public static readonly MapShape<string, InterfaceConfig> Map = new(ZoneShape.Interface, Shape);
}
