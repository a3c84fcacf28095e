using System.Net;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Interfaces.Ethernet;
using Router.Features.Shaping;

namespace Router.Features.Interfaces;

/// <summary>
/// <c>interfaces NAME</c>. Exactly one of device, bridge, loopback and the kinds of <see cref="Virtual"/> says what the interface is.
/// </summary>
public sealed record InterfaceConfig
{
    /// <summary>Ethernet: which port.</summary>
    public DeviceReference? Device { get; init; }

    /// <summary>Bridge: its ports. The bridge's kernel name is the interface's name. An empty list is a bridge without ports.</summary>
    public ValueList<DeviceReference>? Bridge { get; init; }

    /// <summary>Addresses on the kernel's <c>lo</c>.</summary>
    public bool Loopback { get; init; }

    /// <summary>A link that is made, by the key that says so: <c>vlan</c>, <c>bond</c> … Its kernel name is the interface's name.</summary>
    public ValueMap<string, VirtualConfig> Virtual { get; init; } = ValueMap<string, VirtualConfig>.Empty;

    /// <summary>The interface that a VLAN or tunnel stands on.</summary>
    public string? On { get; init; }

    /// <summary>Bridge: VLANs by port, with the bridge's own name for the bridge itself. Empty: it does not look at VLANs.</summary>
    public ValueMap<DeviceReference, PortVlanConfig> Vlans { get; init; } = ValueMap<DeviceReference, PortVlanConfig>.Empty;

    /// <summary>VLAN: the priority in the tags of frames that leave (802.1p), by that of the packet in the kernel.</summary>
    public ValueMap<int, int> EgressPriority { get; init; } = ValueMap<int, int>.Empty;

    /// <summary>The hardware address that it has instead of its own; null: its own.</summary>
    public string? Mac { get; init; }

    public string? Description { get; init; }

    /// <summary>The firewall zone; none: nothing may pass.</summary>
    public string? Zone { get; init; }

    /// <summary>The routing domain it is in; null: that of the main table.</summary>
    public string? Vrf { get; init; }

    public ValueList<InterfaceAddress> Addresses { get; init; } = [];

    /// <summary>Hardware addresses of hosts on the link, which are not asked for.</summary>
    public ValueMap<IPAddress, string> Neighbours { get; init; } = ValueMap<IPAddress, string>.Empty;

    /// <summary>Address, default route and DNS by DHCP (IPv4), and how they are asked for; null: they are not.</summary>
    public DhcpClientConfig? DhcpClient { get; init; }

    /// <summary>Address, default route and DNS by DHCP (IPv4).</summary>
    public bool Dhcp => DhcpClient is not null;

    /// <summary>What is taken from the router outside; null: nothing.</summary>
    public Ipv6ClientConfig? Ipv6 { get; init; }

    /// <summary>A part of the prefix that another interface was given.</summary>
    public DelegatedPrefixConfig? Delegated { get; init; }

    /// <summary>The pace of its line; null: as fast as it is.</summary>
    public ShapingConfig? Shaping { get; init; }

    /// <summary>Bytes; null: the kernel's default is left.</summary>
    public int? Mtu { get; init; }

    /// <summary>What the hardware of its ports does; null: as the driver has it.</summary>
    public EthernetConfig? Ethernet { get; init; }

    /// <summary>Packets of its ports are spread over all processors; null: they are, where that can be said.</summary>
    public bool? Steering { get; init; }

    /// <summary>False: the link is kept down.</summary>
    public bool Enabled { get; init; } = true;

    public InterfaceKind Kind =>
        Bridge is not null ? InterfaceKind.Bridge
        : Loopback ? InterfaceKind.Loopback
        : Virtual.Count > 0 ? InterfaceKind.Virtual
        : InterfaceKind.Ethernet;

    /// <summary>The one kind of link that is made; null: none is.</summary>
    internal VirtualConfig? Made => Virtual.Values.FirstOrDefault();

    /// <summary>IPv4 address, default route and DNS servers come from outside.</summary>
    internal bool LearnsIPv4 => Dhcp || IsSession;

    /// <summary>The link is there while a session with the provider is.</summary>
    internal bool IsSession => Made is { IsSession: true };

    /// <summary>Ports of a bridge or a bond.</summary>
    internal IEnumerable<DeviceReference> Members => Bridge ?? Made?.Ports ?? [];

    /// <summary>Every port that it names.</summary>
    public IEnumerable<DeviceReference> PortReferences => Device is { } device ? [device] : Members;

    /// <summary>Its kernel name is the interface's name.</summary>
    internal bool HasOwnName => Kind is InterfaceKind.Bridge or InterfaceKind.Virtual;
}

public enum InterfaceKind
{
    Ethernet,
    Bridge,
    Loopback,

    /// <summary>One of <see cref="InterfaceConfig.Virtual"/>.</summary>
    Virtual,
}
