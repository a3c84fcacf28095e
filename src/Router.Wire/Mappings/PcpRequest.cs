using System.Buffers.Binary;
using System.Net;

namespace Router.Wire.Mappings;

/// <summary>
/// What a host asks by PCP (RFC 6887, 7.1 and 11.1).
/// <code>
///  0                   1                   2                   3
/// |  Version = 2  |R|   Opcode    |         Reserved              |
/// |                 Requested Lifetime (32 bits)                  |
/// |            PCP Client's IP Address (128 bits)                 |
/// : MAP: Mapping Nonce (96 bits)                                  :
/// |   Protocol    |          Reserved (24 bits)                   |
/// |        Internal Port          |    Suggested External Port    |
/// |           Suggested External IP Address (128 bits)            |
/// : options: code, reserved, length (16 bits), data               :
/// </code>
/// </summary>
/// <param name="Opcode">ANNOUNCE or MAP; of another one nothing more is read.</param>
/// <param name="Lifetime">Seconds; 0: the mapping is to end.</param>
/// <param name="Client">What the host takes for its own address; IPv4 as such.</param>
public sealed record PcpRequest(byte Opcode, uint Lifetime, IPAddress Client)
{
    public const byte Version = 2, Announce = 0, Map = 1;

    /// <summary>The longest message in either direction.</summary>
    public const int Longest = 1100;

    internal const int HeaderLength = 24, MapLength = 36;

    internal const byte Response = 0x80, PreferFailureCode = 2, FirstOptional = 128;

    /// <summary>Of MAP, in 24 hexadecimal digits.</summary>
    public string Nonce { get; init; } = "";

    /// <summary>Of MAP: the number of IP's; 0: all.</summary>
    public byte Protocol { get; init; }

    /// <summary>Of MAP; 0: all.</summary>
    public ushort InternalPort { get; init; }

    /// <summary>Of MAP; 0: any.</summary>
    public ushort ExternalPort { get; init; }

    /// <summary>Of MAP; all zero: any.</summary>
    public IPAddress ExternalAddress { get; init; } = IPAddress.Any;

    /// <summary>No other port and address will do (RFC 6887, 13.2).</summary>
    public bool PreferFailure { get; init; }

    /// <summary>Success: there is a request. <c>null</c>: it is none and is not answered. Otherwise what it is answered with.</summary>
    public static PcpResult? Decode(ReadOnlySpan<byte> wire, out PcpRequest? request)
    {
        request = null;
        if (wire.Length < 2 || (wire[1] & Response) != 0)
            return null;
        if (wire[0] != Version)
            return PcpResult.UnsupportedVersion;
        if (wire.Length is < HeaderLength or > Longest || wire.Length % 4 != 0)
            return PcpResult.MalformedRequest;
        var made = new PcpRequest(wire[1], BinaryPrimitives.ReadUInt32BigEndian(wire[4..]), Address(wire[8..24]));
        switch (made.Opcode)
        {
            case Announce: break;
            case Map when wire.Length < HeaderLength + MapLength: return PcpResult.MalformedRequest;
            case Map: made = made.WithMap(wire[HeaderLength..]); break;
            default: return PcpResult.UnsupportedOpcode;
        }
        var body = HeaderLength + (made.Opcode == Map ? MapLength : 0);
        var result = made.Options(wire[body..], out var preferFailure);
        request = result == PcpResult.Success ? made with { PreferFailure = preferFailure } : null;
        return result;
    }

    private PcpRequest WithMap(ReadOnlySpan<byte> body) => this with
    {
        Nonce = Convert.ToHexStringLower(body[..12]),
        Protocol = body[12],
        InternalPort = BinaryPrimitives.ReadUInt16BigEndian(body[16..]),
        ExternalPort = BinaryPrimitives.ReadUInt16BigEndian(body[18..]),
        ExternalAddress = Address(body[20..36]),
    };

    /// <summary>RFC 6887, 7.3: one with a code below 128 has to be understood. Only PREFER_FAILURE of MAP is.</summary>
    private PcpResult Options(ReadOnlySpan<byte> rest, out bool preferFailure)
    {
        preferFailure = false;
        while (rest.Length > 0)
        {
            if (rest.Length < 4)
                return PcpResult.MalformedOption;
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            var padded = 4 + ((length + 3) & ~3);
            if (padded > rest.Length)
                return PcpResult.MalformedOption;
            if (rest[0] == PreferFailureCode && Opcode == Map)
            {
                // Meaningless without something to prefer, or twice, or with a length.
                if (length != 0 || preferFailure || Lifetime == 0 || (ExternalPort == 0 && ExternalAddress.Equals(IPAddress.Any)))
                    return PcpResult.MalformedOption;
                preferFailure = true;
            }
            else if (rest[0] < FirstOptional)
            {
                return PcpResult.UnsupportedOption;
            }
            rest = rest[padded..];
        }
        return PcpResult.Success;
    }

    private static IPAddress Address(ReadOnlySpan<byte> bytes)
    {
        var address = new IPAddress(bytes);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address.Equals(IPAddress.IPv6Any) ? IPAddress.Any : address;
    }
}
