using System.Buffers.Binary;

namespace Router.Wire.Mappings;

/// <summary>
/// What a host asks by NAT-PMP (RFC 6886, 3.2 and 3.3): for the outer address, two bytes, or for a mapping, twelve.
/// <code>
///  0                   1                   2                   3
/// | Vers = 0      | OP = x        | Reserved                      |
/// | Internal Port                 | Suggested External Port       |
/// | Requested Port Mapping Lifetime in Seconds                    |
/// </code>
/// </summary>
/// <param name="Opcode">See below; any other is refused in the answer.</param>
/// <param name="InternalPort">0 with a lifetime of 0: all of the host's.</param>
/// <param name="ExternalPort">0: any.</param>
/// <param name="Lifetime">Seconds; 0: the mapping is to end.</param>
public readonly record struct NatPmpRequest(byte Opcode, ushort InternalPort, ushort ExternalPort, uint Lifetime)
{
    public const byte Version = 0, Address = 0, MapUdp = 1, MapTcp = 2;

    private const byte Answer = 128;

    private const int ShortestMapping = 12;

    /// <summary>False: it is no request of this version, and is not answered.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> wire, out NatPmpRequest request)
    {
        request = default;
        if (wire.Length < 2 || wire[0] != Version || wire[1] >= Answer)
            return false;
        request = new(wire[1], 0, 0, 0);
        if (wire[1] is not (MapUdp or MapTcp))
            return true;
        if (wire.Length < ShortestMapping)
            return false;
        request = new(
            wire[1], BinaryPrimitives.ReadUInt16BigEndian(wire[4..]), BinaryPrimitives.ReadUInt16BigEndian(wire[6..]),
            BinaryPrimitives.ReadUInt32BigEndian(wire[8..]));
        return true;
    }
}
