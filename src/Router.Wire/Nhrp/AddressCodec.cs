using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Router.Wire.Nhrp;

/// <summary>Addresses as NHRP carries them: 0 (none), 4 (IPv4) or 16 bytes (IPv6).</summary>
internal static class AddressCodec
{
    /// <summary>The length in an address type/length octet; bit 6 is the type (0: NSAP format), bit 7 unused.</summary>
    public const int LengthMask = 0x3F;

    public static int Length(IPAddress? address) => address switch
    {
        null => 0,
        { AddressFamily: AddressFamily.InterNetworkV6 } => 16,
        _ => 4,
    };

    public static bool TryDecode(ReadOnlySpan<byte> wire, out IPAddress? address)
    {
        address = wire.Length switch
        {
            // The number is quicker to make than the bytes, and hubs read little else.
            4 => new IPAddress(BinaryPrimitives.ReadUInt32LittleEndian(wire)),
            16 => new IPAddress(wire),
            _ => null,
        };
        return wire.Length is 0 or 4 or 16;
    }

    /// <summary>Returns what is behind the address.</summary>
    public static Span<byte> Encode(IPAddress? address, Span<byte> destination)
    {
        if (address is null)
            return destination;
        address.TryWriteBytes(destination, out var written);
        return destination[written..];
    }

    /// <summary>An NBMA address and its subaddress.</summary>
    public static Span<byte> Encode(IPAddress? address, ReadOnlySpan<byte> subaddress, Span<byte> destination)
    {
        var rest = Encode(address, destination);
        subaddress.CopyTo(rest);
        return rest[subaddress.Length..];
    }
}
