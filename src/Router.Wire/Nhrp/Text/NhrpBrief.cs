using System.Globalization;
using System.Text;

namespace Router.Wire.Nhrp.Text;

/// <summary>One line for the packet, one for each part of it: for eyes that compare and for scripts that search.</summary>
public static class NhrpBrief
{
    public static string Render(NhrpFrame frame, NhrpPacket packet, int size)
    {
        var text = new StringBuilder();
        var identifier = packet.Type == NhrpPacketType.ErrorIndication
            ? ((uint)packet.ErrorCode << 16) | packet.ErrorOffset
            : packet.RequestId;
        var extensionOffset = packet.Extensions is null ? 0 : size - ExtensionsLength(packet.Extensions);
        text.Append(
            CultureInfo.InvariantCulture,
            $"{frame.OuterSource}>{frame.OuterDestination} GREflags 0x{frame.GreFlags:x4} ttl {frame.TimeToLive} | ");
        text.Append(
            CultureInfo.InvariantCulture, $"{NhrpNames.Short(packet.Type)} afn {packet.AddressFamily} pro 0x{packet.ProtocolType:x4} ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"hop {packet.HopCount} size {size} cksum ok extoff {extensionOffset} flags 0x{(ushort)packet.Flags:x4} ");
        text.Append(
            CultureInfo.InvariantCulture, $"reqid {identifier} srcNBMA {packet.SourceNbma} src {packet.Source} dst {packet.Destination}\n");
        text.Append("    mandatory: ")
            .Append(packet.IsIndication ? $"{packet.Offending.Length} bytes of offending packet" : Entries(packet.Entries)).Append('\n');
        if (packet.Extensions is null)
            return text.ToString();
        foreach (var extension in packet.Extensions)
        {
            var value = NhrpExtension.HoldsEntries(extension.Type) ? Entries(extension.Entries) : BytesLiteral(extension.Data.Span);
            text.Append(CultureInfo.InvariantCulture, $"    ext 0x{extension.WireType:x4} len {extension.ValueLength} {value}\n");
        }
        return text.Append("    ext 0x8000 len 0 \n").ToString();
    }

    private static int ExtensionsLength(IReadOnlyList<NhrpExtension> extensions) =>
        extensions.Sum(e => NhrpExtension.HeaderLength + e.ValueLength) + NhrpExtension.HeaderLength;

    private static string Entries(IReadOnlyList<NhrpCie> entries) => string.Join(' ', entries.Select(entry =>
        $"CIE(code {(ushort)entry.Code} plen {entry.PrefixLength} mtu {entry.Mtu} hold {entry.HoldingTime} "
        + $"nbma {entry.Nbma?.ToString() ?? "-"} proto {entry.Protocol?.ToString() ?? "-"})"));

    /// <summary><c>b'\x00abc'</c>: printable ASCII as it is, the rest in hexadecimal.</summary>
    private static string BytesLiteral(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("b'");
        foreach (var value in bytes)
        {
            if (value is >= 0x20 and < 0x7F and not (byte)'\\' and not (byte)'\'')
                text.Append((char)value);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }
        return text.Append('\'').ToString();
    }
}
