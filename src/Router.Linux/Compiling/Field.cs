using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Compiling;

/// <summary>A field of a packet: how the kernel loads it, and how its values are written.</summary>
/// <param name="Load">Where it is.</param>
/// <param name="Words">What its values are.</param>
/// <param name="Type">Of sets of it, in nft's words; null: it is in none.</param>
internal sealed record Field(FieldLoad Load, FieldValues Words, string? Type = null)
{
    private const byte IPv4 = 2, IPv6 = 10, Icmp = 1, Tcp = 6, Udp = 17, Icmpv6 = 58;

    private static readonly Dictionary<string, Field> Known = new()
    {
        ["iifname"] = new(Meta(6, 16), FieldValues.OfType, "ifname"),
        ["oifname"] = new(Meta(7, 16), FieldValues.OfType, "ifname"),
        ["meta sdifname"] = new(Meta(34, 16), FieldValues.OfType, "ifname"),
        ["meta oif"] = new(Meta(5, 4), FieldValues.OfType, "iface_index"),
        ["meta nfproto"] = new(Meta(15, 1), FieldValues.Of(("ipv4", IPv4), ("ipv6", IPv6))),
        ["meta l4proto"] = new(Meta(16, 1), FieldValues.OfType, "inet_proto") { IsOfHost = true },
        ["meta mark"] = new(Meta(MarkKey, 4), FieldValues.OfType, "mark") { Sets = (w, key) => w.SetMeta(key) },
        ["meta iiftype"] = new(Meta(8, 2), FieldValues.Number),
        ["meta time"] = new(Meta(30, 8), FieldValues.OfType, "time") { IsRanged = true },
        ["meta day"] = new(Meta(31, 1), FieldValues.OfType, "day"),
        ["meta hour"] = new(Meta(32, 4), FieldValues.OfType, "hour") { IsRanged = true },
        ["ether saddr"] = new(new(LoadFrom.Link, 6, 6), FieldValues.OfType, "ether_addr"),
        ["meta ipsec"] = new(Meta(25, 1), FieldValues.Of(("missing", 0), ("exists", 1))),
        ["ct state"] = new(
            Connection(0), FieldValues.Bits(("invalid", 1), ("established", 2), ("related", 4), ("new", 8), ("untracked", 64))),
        ["ct status"] = new(Connection(2), FieldValues.Bits(("snat", 16), ("dnat", 32))),
        ["ct direction"] = new(Connection(1) with { Length = 1 }, FieldValues.Of(("original", 0), ("reply", 1))),
        ["ct mark"] = new(Connection(MarkKey), FieldValues.OfType, "mark") { Sets = (w, key) => w.SetConnection(key) },
        ["ct zone"] = new(Connection(17) with { Length = 2 }, FieldValues.Number) { Sets = (w, key) => w.SetConnection(key) },
        ["ct original ip6 daddr"] = new(new(LoadFrom.FirstOfConnection, 22, 16), FieldValues.OfType, "ipv6_addr"),
        ["rt ipsec"] = new(new(LoadFrom.Route, 4, 1), FieldValues.Of(("missing", 0), ("exists", 1))),
        ["rt ip nexthop"] = new(new(LoadFrom.Route, 1, 4), FieldValues.OfType, "ipv4_addr"),
        ["rt ip6 nexthop"] = new(new(LoadFrom.Route, 2, 16), FieldValues.OfType, "ipv6_addr"),
        ["ip saddr"] = Address(12, IPv4),
        ["ip daddr"] = Address(16, IPv4),
        ["ip6 saddr"] = Address(8, IPv6) with { Sets = (w, offset) => w.WriteIPv6Address(offset) },
        ["ip6 daddr"] = Address(24, IPv6),
        ["@th,0,16"] = new(new(LoadFrom.Transport, 0, 2), FieldValues.OfNetwork),
        ["@th,32,32"] = new(new(LoadFrom.Transport, 4, 4), FieldValues.OfNetwork),
        ["th dport"] = Port(2, 0),
        ["th sport"] = Port(0, 0),
        ["tcp dport"] = Port(2, Tcp),
        ["udp dport"] = Port(2, Udp),
        ["udp sport"] = Port(0, Udp),
        ["tcp flags"] = new(
            new(LoadFrom.Transport, 13, 1), FieldValues.Of(("fin", 1), ("syn", 2), ("rst", 4), ("(syn | rst)", 6)))
        {
            Protocol = Tcp,
        },
        ["icmp type"] = new(new(LoadFrom.Transport, 0, 1), FieldValues.OfType, "icmp_type") { Family = IPv4, Protocol = Icmp },
        ["icmpv6 type"] = new(new(LoadFrom.Transport, 0, 1), FieldValues.OfType, "icmpv6_type")
        {
            Family = IPv6,
            Protocol = Icmpv6,
        },
        ["fib daddr type"] = AddressType(OfDestination),
        ["fib daddr . iif type"] = AddressType(OfDestination | OnTheLink),
    };

    /// <summary>The largest segment of TCP that the route takes, which is no field to compare with.</summary>
    public static readonly Field OfRouteMtu = new(new(LoadFrom.Route, 3, 2), FieldValues.Number);

    private const uint MarkKey = 3, OfDestination = 2, OnTheLink = 8;

    /// <summary>Of packets of this family alone (<c>NFPROTO_*</c>); 0: of any.</summary>
    public byte Family { get; private init; }

    /// <summary>Of packets of this protocol alone; 0: of any.</summary>
    public byte Protocol { get; private init; }

    /// <summary>A number in the order of this machine that is compared with ranges alone.</summary>
    public bool IsRanged { get; private init; }

    /// <summary>Its order is that of this machine, and not that of sets of it.</summary>
    public bool IsOfHost { get; private init; }

    /// <summary>Stores what is in the first register there; null: it cannot be set.</summary>
    public Action<ExpressionWriter, uint>? Sets { get; private init; }

    /// <summary>By nft's words; null: not one that our rulesets use.</summary>
    public static Field? Find(string words) => Known.GetValueOrDefault(words);

    private static FieldLoad Meta(uint key, int length) => new(LoadFrom.Meta, key, length);

    private static FieldLoad Connection(uint key) => new(LoadFrom.Connection, key, 4);

    private static Field Address(uint offset, byte family) =>
        new(new(LoadFrom.Network, offset, family == IPv4 ? 4 : 16), FieldValues.OfType, family == IPv4 ? "ipv4_addr" : "ipv6_addr")
        {
            Family = family,
        };

    private static Field Port(uint offset, byte protocol) =>
        new(new(LoadFrom.Transport, offset, 2), FieldValues.OfType, "inet_service") { Protocol = protocol };

    private static Field AddressType(uint flags) => new(new(LoadFrom.AddressType, flags, 4), FieldValues.Of(("unicast", 1), ("local", 2)));
}
