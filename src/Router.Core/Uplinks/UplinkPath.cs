using System.Net;
using Router.Documents;

namespace Router.Core.Uplinks;

/// <summary>What the kernel says of an uplink's link now.</summary>
/// <param name="Up">It is up and has a carrier.</param>
/// <param name="Networks">Those that its hosts are on the link itself of.</param>
public sealed record UplinkPath(bool Up, UplinkGateway? IPv4, UplinkGateway? IPv6, ValueList<IPNetwork> Networks)
{
    public static readonly UplinkPath None = new(false, null, null, []);

    public bool Leads => Up && (IPv4 is not null || IPv6 is not null);

    public UplinkGateway? Of(bool ipv6) => ipv6 ? IPv6 : IPv4;

    /// <summary>With what the document says in place of what the kernel has learned.</summary>
    public UplinkPath With(ValueList<IPAddress> gateways) => gateways.Aggregate(this, (path, gateway) =>
        gateway.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? path with { IPv6 = new UplinkGateway(gateway) }
            : path with { IPv4 = new UplinkGateway(gateway) });
}

/// <summary>Where a default route leads over a link; null: the other end of the link, without an address.</summary>
public sealed record UplinkGateway(IPAddress? Address);
