using System.Buffers.Binary;
using System.Net;

namespace Router.Wire.Mappings;

/// <summary>
/// Answers of PCP (RFC 6887, 7.2): version, opcode with the highest bit set, result, lifetime and epoch, each in seconds, and what the
/// opcode has. Of a failure the request comes back behind the header.
/// </summary>
public static class PcpResponse
{
    /// <summary>RFC 6887, 8.2: the request with another header, filled up to a whole one.</summary>
    public static byte[] Failure(ReadOnlySpan<byte> request, PcpResult result, uint lifetime, uint epoch)
    {
        var kept = Math.Min(request.Length, PcpRequest.Longest);
        var wire = new byte[Math.Max((kept + 3) & ~3, PcpRequest.HeaderLength)];
        request[..kept].CopyTo(wire);
        return Header(wire, request[1], result, lifetime, epoch);
    }

    /// <summary>RFC 6887, 14.1: also told to everybody, where the mappings of before are lost.</summary>
    public static byte[] Announce(uint epoch) =>
        Header(new byte[PcpRequest.HeaderLength], PcpRequest.Announce, PcpResult.Success, lifetime: 0, epoch);

    /// <summary>RFC 6887, 11.1.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="lifetime">Of the mapping; 0: there is none any longer.</param>
    /// <param name="epoch">Seconds.</param>
    /// <param name="port">The one outside.</param>
    /// <param name="address">The one outside, IPv4.</param>
    public static byte[] Map(PcpRequest request, uint lifetime, uint epoch, ushort port, IPAddress address)
    {
        const int map = PcpRequest.HeaderLength, option = 4;
        var wire = new byte[map + PcpRequest.MapLength + (request.PreferFailure ? option : 0)];
        Convert.FromHexString(request.Nonce).CopyTo(wire.AsSpan(map));
        wire[map + 12] = request.Protocol;
        BinaryPrimitives.WriteUInt16BigEndian(wire.AsSpan(map + 16), request.InternalPort);
        BinaryPrimitives.WriteUInt16BigEndian(wire.AsSpan(map + 18), port);
        address.MapToIPv6().TryWriteBytes(wire.AsSpan(map + 20), out _);
        if (request.PreferFailure)
            wire[map + PcpRequest.MapLength] = PcpRequest.PreferFailureCode;
        return Header(wire, PcpRequest.Map, PcpResult.Success, lifetime, epoch);
    }

    private static byte[] Header(byte[] wire, byte opcode, PcpResult result, uint lifetime, uint epoch)
    {
        (wire[0], wire[1], wire[2], wire[3]) = (PcpRequest.Version, (byte)(opcode | PcpRequest.Response), 0, (byte)result);
        BinaryPrimitives.WriteUInt32BigEndian(wire.AsSpan(4), lifetime);
        BinaryPrimitives.WriteUInt32BigEndian(wire.AsSpan(8), epoch);
        wire.AsSpan(12, 12).Clear();
        return wire;
    }
}
