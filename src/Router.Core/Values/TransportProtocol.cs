namespace Router.Core.Values;

/// <summary>IP protocol numbers; those without a name here stand as their number.</summary>
public enum TransportProtocol
{
    Icmp = 1,
    Tcp = 6,
    Udp = 17,
    Gre = 47,
    Esp = 50,
    Icmpv6 = 58,
}
