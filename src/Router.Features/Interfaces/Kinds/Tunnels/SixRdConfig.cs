using System.Net;
using System.Net.Sockets;
using Router.Core.Shapes;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents.Checks;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces.Kinds.Tunnels;

/// <summary>
/// <c>interfaces NAME 6rd</c> (RFC 5969): IPv6 of a provider over its IPv4. The line's IPv4 address says which prefix is the router's, and
/// networks inside take a part of it (<c>delegated</c>).
/// </summary>
public sealed record SixRdConfig : TunnelConfig
{
    /// <summary>Hosts make addresses of a /64.</summary>
    private const int LongestDelegated = 64;

    private const int LongestPrefix = 63;

    /// <summary>In front of an IPv4 address, as the kernel has a neighbour on such a link.</summary>
    private const int NeighbourPrefix = 96;

    public IPNetwork Prefix { get; init; }

    /// <summary>So many bits at the start of the IPv4 address are the same for all customers, and stand in no prefix.</summary>
    public int SharedBits { get; init; }

    public IPAddress Relay { get; init; } = IPAddress.None;

    internal override AddressFamily Family => AddressFamily.InterNetwork;

    internal override IPAddress? OtherEnd => null;

    internal override bool NeedsLocal => true;

    internal override (bool IPv6, IPAddress? Gateway)? DefaultRoute => (true, Neighbour(Relay));

    internal override int? DelegatedLength => Domain.DelegatedLength;

    internal SixRdDomain Domain => new(Prefix, SharedBits);

    internal static readonly RecordShape<SixRdConfig> Shape = Common(
        new RecordShape<SixRdConfig>("6rd", "IPv6 of a provider over its IPv4; brings a prefix and the default route.", () => new())
            .WithValue("prefix", NetworkScalars.Prefix, t => t.Prefix, (t, v) => t with { Prefix = v },
                "The provider's IPv6 prefix for all its customers (option 212 of its DHCP).", required: true)
            .WithValue("ipv4-shared", Scalars.Number(0, 31, "bits", "8"), t => t.SharedBits, (t, v) => t with { SharedBits = v },
                "How many bits at the start of all customers' IPv4 addresses are the same (IPv4MaskLen).")
            .With("relay", NetworkScalars.Address, t => t.Relay, (t, v) => t with { Relay = v },
                "The IPv4 address of the provider's border relay.", required: true));

    /// <summary>Without an address of its own nothing is known of its prefix, and the kernel takes it for another link.</summary>
    internal override LinkSettings? Settings(VirtualContext context) =>
        LocalNow(context) is { } local ? new SitLink(local, null, (byte)Ttl, context.On, Domain) : null;

    /// <summary>The kernel gives it by itself to such a link; the border relay is on its network.</summary>
    internal override IEnumerable<InterfaceAddress> Addresses(LinkSettings made, InterfaceConfig itself) =>
        made is SitLink { Local: { } local } ? [new InterfaceAddress(Neighbour(local), NeighbourPrefix)] : [];

    internal override void Check(ILinkSurroundings around, Findings findings, string[] path, string name, InterfaceConfig itself)
    {
        base.Check(around, findings, path, name, itself);
        if (Prefix.BaseAddress.AddressFamily != AddressFamily.InterNetworkV6 || Prefix.PrefixLength is 0 or > LongestPrefix)
            findings.Refuse([.. path, "prefix"], $"{Prefix} is no IPv6 prefix of a provider", "for example 2001:db8::/32");
        else if (DelegatedLength > LongestDelegated)
            findings.Refuse(
                [.. path, "prefix"],
                $"a /{Prefix.PrefixLength} with {32 - SharedBits} bits of the IPv4 address is a /{DelegatedLength}, smaller than a network",
                $"set ipv4-shared to {Prefix.PrefixLength - 32} or more, as the provider says it");
        if (Relay.AddressFamily != AddressFamily.InterNetwork)
            findings.Refuse([.. path, "relay"], $"{Relay} is no IPv4 address", "name the provider's border relay");
        else if ((around.IsOwn(Relay) ? "is the router's own address" : around.WrongHost(Relay)) is { } wrong)
            findings.Refuse([.. path, "relay"], $"{Relay} {wrong}", "name the provider's border relay");
        Brings.Check(findings, name, itself, "6rd");
        var twin = around.Interfaces.TakeWhile(i => i.Key != name)
            .FirstOrDefault(i => i.Value.Made is SixRdConfig other && Equals(other.Local, Local) && other.Over == Over).Key;
        if (twin is not null)
            findings.Refuse(path, $"{twin} is a 6rd with the same address already", "a line has one");
    }

    private static IPAddress Neighbour(IPAddress address) => new([.. new byte[12], .. address.GetAddressBytes()[^4..]]);
}
