using System.Buffers.Binary;
using System.Net;

namespace Router.Core.Values;

/// <summary>Addresses as numbers.</summary>
internal static class AddressNumbers
{
    /// <summary>32 bits of IPv4, or 128 of IPv6.</summary>
    public static UInt128 Number(this IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        return written == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
