using System.Net;

namespace Router.Wire.Netlink.Links;

/// <summary>
/// 6rd (RFC 5969): the domain's prefix, and what the IPv4 addresses of all its customers begin with (IFLA_IPTUN_6RD_RELAY_PREFIX), of
/// <paramref name="SharedBits"/> bits.
/// </summary>
public sealed record SixRdInfo(IPNetwork Prefix, IPAddress Shared, int SharedBits)
{
    private const int LongestIPv6 = 128, LongestIPv4 = 32;

    /// <summary>Null: no such domain can be.</summary>
    public static SixRdInfo? Of(IPAddress prefix, int length, IPAddress shared, int sharedBits) =>
        length is > 0 and <= LongestIPv6 && sharedBits <= LongestIPv4
            ? new(new IPNetwork(Base(prefix, length), length), shared, sharedBits)
            : null;

    /// <summary>IPNetwork takes no bits behind the prefix.</summary>
    private static IPAddress Base(IPAddress prefix, int length)
    {
        var bytes = prefix.GetAddressBytes();
        for (var bit = length; bit < LongestIPv6; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPAddress(bytes);
    }
}
