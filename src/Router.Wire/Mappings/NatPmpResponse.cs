using System.Buffers.Binary;
using System.Net;

namespace Router.Wire.Mappings;

/// <summary>Answers of NAT-PMP: the opcode has 128 added, a result and the seconds since the router's mappings began follow.</summary>
public static class NatPmpResponse
{
    private const byte Answer = 128;

    /// <summary>RFC 6886, 3.2: 12 bytes. It is also what is told to everybody when the address changes.</summary>
    /// <param name="result">Of a failure the address is null.</param>
    /// <param name="epoch">Seconds.</param>
    /// <param name="address">IPv4; null: there is none, which is written as 0.0.0.0.</param>
    public static byte[] Address(NatPmpResult result, uint epoch, IPAddress? address)
    {
        var wire = Begin(12, NatPmpRequest.Address, result, epoch);
        address?.TryWriteBytes(wire.AsSpan(8), out _);
        return wire;
    }

    /// <summary>RFC 6886, 3.3: 16 bytes.</summary>
    public static byte[] Mapping(byte opcode, NatPmpResult result, uint epoch, ushort internalPort, ushort externalPort, uint lifetime)
    {
        var wire = Begin(16, opcode, result, epoch);
        BinaryPrimitives.WriteUInt16BigEndian(wire.AsSpan(8), internalPort);
        BinaryPrimitives.WriteUInt16BigEndian(wire.AsSpan(10), externalPort);
        BinaryPrimitives.WriteUInt32BigEndian(wire.AsSpan(12), lifetime);
        return wire;
    }

    /// <summary>RFC 6886, 3.5: the whole request goes back, with the result in it.</summary>
    public static byte[] UnsupportedOpcode(ReadOnlySpan<byte> request)
    {
        var wire = new byte[Math.Max(request.Length, 4)];
        request.CopyTo(wire);
        wire[1] |= Answer;
        BinaryPrimitives.WriteUInt16BigEndian(wire.AsSpan(2), (ushort)NatPmpResult.UnsupportedOpcode);
        return wire;
    }

    private static byte[] Begin(int length, byte opcode, NatPmpResult result, uint epoch)
    {
        var wire = new byte[length];
        (wire[0], wire[1]) = (NatPmpRequest.Version, (byte)(opcode | Answer));
        BinaryPrimitives.WriteUInt16BigEndian(wire.AsSpan(2), (ushort)result);
        BinaryPrimitives.WriteUInt32BigEndian(wire.AsSpan(4), epoch);
        return wire;
    }
}
