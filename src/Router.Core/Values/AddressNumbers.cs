using System.Buffers.Binary;
using System.Net;

namespace Router.Core.Values;

/// <summary>Addresses as numbers.</summary>
public static class AddressNumbers
{
    /// <summary>32 bits of IPv4, or 128 of IPv6.</summary>
    public static UInt128 Number(this IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        return written == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>The address so many further on; it stays within its family.</summary>
    public static IPAddress Plus(this IPAddress address, int steps)
    {
        var bytes = address.GetAddressBytes();
        if (bytes.Length == 4)
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)address.Number() + (uint)steps);
        else
            BinaryPrimitives.WriteUInt128BigEndian(bytes, address.Number() + (UInt128)steps);
        return new IPAddress(bytes);
    }
}
