using System.Buffers.Binary;
using System.Net;

namespace Router.Core.State.Links;

/// <summary>
/// What a provider's 6rd is (RFC 5969, section 4): <paramref name="Prefix"/> of all its customers, of whose IPv4 addresses the first
/// <paramref name="SharedBits"/> bits are the same (IPv4MaskLen) and left out.
/// </summary>
public sealed record SixRdDomain(IPNetwork Prefix, int SharedBits)
{
    private const int BitsIPv4 = 32, BitsIPv6 = 128;

    /// <summary>Of the prefix that each customer has, in bits; more than 64 are none that hosts could make addresses of.</summary>
    public int DelegatedLength => Prefix.PrefixLength + BitsIPv4 - SharedBits;

    /// <summary>The customer's prefix: that of the domain with the bits of the customer's IPv4 address behind it.</summary>
    public IPNetwork Delegated(IPAddress local)
    {
        var own = SharedBits == BitsIPv4 ? 0u : Number(local) << SharedBits >> SharedBits;
        var number = BinaryPrimitives.ReadUInt128BigEndian(Prefix.BaseAddress.GetAddressBytes())
            | ((UInt128)own << (BitsIPv6 - DelegatedLength));
        var bytes = new byte[BitsIPv6 / 8];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPNetwork(new IPAddress(bytes), DelegatedLength);
    }

    /// <summary>What the IPv4 addresses of all customers begin with, as the kernel wants it.</summary>
    public IPAddress Shared(IPAddress local)
    {
        var bytes = new byte[BitsIPv4 / 8];
        var rest = BitsIPv4 - SharedBits;
        BinaryPrimitives.WriteUInt32BigEndian(bytes, SharedBits == 0 ? 0 : Number(local) >> rest << rest);
        return new IPAddress(bytes);
    }

    public override string ToString() => $"{Prefix} without {SharedBits} bits";

    private static uint Number(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
}
