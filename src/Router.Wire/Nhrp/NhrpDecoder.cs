namespace Router.Wire.Nhrp;

internal static class NhrpDecoder
{
    private static readonly NhrpPacket None = new() { Type = default };

    public static bool TryDecode(ReadOnlySpan<byte> wire, out NhrpPacket packet, out NhrpError error)
    {
        packet = None;
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
        var isIndication = header.Type is NhrpPacketType.ErrorIndication or NhrpPacketType.TrafficIndication;
        NhrpCie[] entries = [];
        if (!isIndication && !NhrpCie.TryDecodeAll(wire, body, bodyEnd, out entries, out error))
            return false;
        return TryBuild(wire, header, entries, isIndication ? wire[body..bodyEnd].ToArray() : default, extensions, out packet, out error);
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

    private static bool TryBuild(
        ReadOnlySpan<byte> wire, NhrpHeader header, NhrpCie[] entries, ReadOnlyMemory<byte> offending, NhrpExtension[]? extensions,
        out NhrpPacket packet, out NhrpError error)
    {
        packet = None;
        var subaddress = NhrpHeader.Length + header.SourceNbmaLength;
        var source = subaddress + header.SourceSubaddressLength;
        var destination = source + header.SourceProtocolLength;
        if (!AddressCodec.TryDecode(wire.Slice(NhrpHeader.Length, header.SourceNbmaLength), out var nbma)
            || !AddressCodec.TryDecode(wire.Slice(source, header.SourceProtocolLength), out var sourceAddress)
            || !AddressCodec.TryDecode(wire.Slice(destination, header.DestinationProtocolLength), out var destinationAddress))
        {
            error = new NhrpError("an address is neither 0, 4 nor 16 bytes long", 18);
            return false;
        }
        error = default;
        var isError = header.Type == NhrpPacketType.ErrorIndication;
        packet = new NhrpPacket
        {
            Type = header.Type,
            AddressFamily = header.AddressFamily,
            ProtocolType = header.ProtocolType,
            ProtocolSnap = header.ProtocolSnap,
            HopCount = header.HopCount,
            Flags = (NhrpFlags)header.Flags,
            RequestId = isError ? 0 : header.RequestId,
            ErrorCode = isError ? (NhrpCode)header.ErrorCode : default,
            ErrorOffset = isError ? header.ErrorOffset : default,
            SourceNbma = nbma,
            SourceSubaddress = wire.Slice(subaddress, header.SourceSubaddressLength).ToArray(),
            Source = sourceAddress,
            Destination = destinationAddress,
            Entries = entries,
            Offending = offending,
            Extensions = extensions,
        };
        return true;
    }
}
