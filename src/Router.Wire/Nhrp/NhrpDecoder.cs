namespace Router.Wire.Nhrp;

internal static class NhrpDecoder
{
    public static bool TryDecode(ReadOnlySpan<byte> wire, out NhrpPacket packet, out NhrpError error)
    {
        packet = new NhrpPacket { Type = default };
        if (!TryFrame(wire, out error))
            return false;
        var header = new NhrpHeader(wire);
        wire = wire[..header.PacketSize];
        var body = NhrpHeader.Length + header.AddressesLength;
        var bodyEnd = header.ExtensionOffset == 0 ? wire.Length : header.ExtensionOffset;
        if (body > bodyEnd || bodyEnd > wire.Length)
        {
            error = new NhrpError($"addresses end at byte {body}, extensions start at {bodyEnd}, the packet ends at {wire.Length}", 14);
            return false;
        }
        NhrpExtension[]? extensions = null;
        if (header.ExtensionOffset != 0 && !NhrpExtension.TryDecodeAll(wire, bodyEnd, out extensions, out error))
            return false;
        if (!TryAddresses(wire, header, ref packet, out error))
            return false;
        packet = packet with { Extensions = extensions };
        if (packet.IsIndication)
        {
            packet = packet with { Offending = wire[body..bodyEnd].ToArray() };
            return true;
        }
        if (!NhrpCie.TryDecodeAll(wire, body, bodyEnd, out var entries, out error))
            return false;
        packet = packet with { Entries = entries };
        return true;
    }

    /// <summary>Size, version, type and checksum: what has to be right before anything else is read.</summary>
    private static bool TryFrame(ReadOnlySpan<byte> wire, out NhrpError error)
    {
        error = default;
        if (wire.Length < NhrpHeader.Length)
        {
            error = new NhrpError($"{wire.Length} bytes; the header alone has {NhrpHeader.Length}", wire.Length);
            return false;
        }
        var header = new NhrpHeader(wire);
        if (header.PacketSize < NhrpHeader.Length || header.PacketSize > wire.Length)
            error = new NhrpError($"the packet says it has {header.PacketSize} bytes, {wire.Length} are there", 10);
        else if (header.OperationVersion != NhrpHeader.Version)
            error = new NhrpError($"version {header.OperationVersion}; 1 is NHRP", 16);
        else if (header.Type is < NhrpPacketType.ResolutionRequest or > NhrpPacketType.TrafficIndication)
            error = new NhrpError($"packet type {(byte)header.Type} is not known", 17);
        else if (NhrpChecksum.Compute(wire[..header.PacketSize]) != 0)
            error = new NhrpError("the checksum is wrong", 12, NhrpErrorKind.Checksum);
        return error == default;
    }

    private static bool TryAddresses(ReadOnlySpan<byte> wire, NhrpHeader header, ref NhrpPacket packet, out NhrpError error)
    {
        var at = NhrpHeader.Length;
        var known = AddressCodec.TryDecode(wire.Slice(at, header.SourceNbmaLength), out var nbma);
        at += header.SourceNbmaLength + header.SourceSubaddressLength;
        known &= AddressCodec.TryDecode(wire.Slice(at, header.SourceProtocolLength), out var source);
        at += header.SourceProtocolLength;
        known &= AddressCodec.TryDecode(wire.Slice(at, header.DestinationProtocolLength), out var destination);
        error = known ? default : new NhrpError("an address is neither 0, 4 nor 16 bytes long", 18);
        var isError = header.Type == NhrpPacketType.ErrorIndication;
        packet = new NhrpPacket
        {
            Type = header.Type,
            AddressFamily = header.AddressFamily,
            ProtocolType = header.ProtocolType,
            HopCount = header.HopCount,
            Flags = (NhrpFlags)header.Flags,
            RequestId = isError ? 0 : header.RequestId,
            ErrorCode = isError ? (NhrpCode)header.ErrorCode : default,
            ErrorOffset = isError ? header.ErrorOffset : default,
            SourceNbma = nbma,
            Source = source,
            Destination = destination,
        };
        return known;
    }
}
