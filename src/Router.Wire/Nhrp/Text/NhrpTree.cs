using System.Text;

namespace Router.Wire.Nhrp.Text;

/// <summary>A packet as an indented tree, every field named. Authentication keys are shown as their length only.</summary>
public static class NhrpTree
{
    public static string Render(NhrpFrame frame, NhrpPacket packet) => Render(
        $"{frame.OuterSource} -> {frame.OuterDestination}",
        packet,
        $" in GRE{(frame.Key is { } key ? $", key {key}" : "")}, TTL {frame.TimeToLive}");

    /// <param name="way">Between whom it goes.</param>
    public static string Render(string way, NhrpPacket packet, string envelope = "")
    {
        var text = new StringBuilder();
        Line(text, 0, $"{way}: NHRP {NhrpNames.Long(packet.Type)}{envelope}");
        Line(text, 1, $"overlay {ProtocolName(packet.ProtocolType)} over {FamilyName(packet.AddressFamily)}, hop count {packet.HopCount}");
        if (packet.Type == NhrpPacketType.ErrorIndication)
            Line(text, 1, $"error {(ushort)packet.ErrorCode} ({packet.ErrorCode}) at byte {packet.ErrorOffset} of the packet below");
        else if (packet.Type != NhrpPacketType.TrafficIndication)
            Line(text, 1, $"request ID {packet.RequestId}, flags 0x{(ushort)packet.Flags:x4}{FlagNames(packet)}");
        Line(text, 1, $"source {packet.Source} at {packet.SourceNbma}{Subaddress(packet.SourceSubaddress)}");
        Line(text, 1, $"destination {packet.Destination}");
        foreach (var entry in packet.Entries)
            Entry(text, 1, entry);
        if (packet.IsIndication)
            Line(
                text,
                1,
                $"{packet.Offending.Length} bytes of the packet that caused it: {Convert.ToHexStringLower(packet.Offending.Span)}");
        foreach (var extension in packet.Extensions ?? [])
            Extension(text, extension);
        return text.ToString();
    }

    private static void Extension(StringBuilder text, NhrpExtension extension)
    {
        var compulsory = extension.Compulsory ? ", compulsory" : "";
        Line(text, 1, $"{NhrpNames.Long(extension.Type)}{compulsory}{(extension.ValueLength == 0 ? ": empty" : "")}");
        foreach (var entry in extension.Entries)
            Entry(text, 2, entry);
        if (NhrpAuthenticationValue.TryRead(extension, out var authentication))
            Line(
                text,
                2,
                authentication.Value.IsCleartext
                    ? $"a key of {authentication.Value.Rest.Length} characters in clear"
                    : $"security parameter index {authentication.Value.SecurityParameterIndex}, {authentication.Value.Rest.Length} bytes");
        else if (NhrpVendorValue.TryRead(extension, out var vendor))
            Line(text, 2, $"of vendor {vendor.Value.Vendor:x6}: {Convert.ToHexStringLower(vendor.Value.Rest.Span)}");
        else if (extension.Data.Length > 0)
            Line(text, 2, Convert.ToHexStringLower(extension.Data.Span));
    }

    private static void Entry(StringBuilder text, int depth, NhrpCie entry)
    {
        var who = (entry.Protocol, entry.Nbma) switch
        {
            (null, null) => "the addresses of the header",
            ({ } protocol, null) => $"{protocol}",
            (null, { } nbma) => $"at {nbma}",
            ({ } protocol, { } nbma) => $"{protocol} at {nbma}",
        };
        var mtu = entry.Mtu == 0 ? "" : $", MTU {entry.Mtu}";
        Line(
            text,
            depth,
            $"client: {who}{Subaddress(entry.NbmaSubaddress)}, prefix length {entry.PrefixLength}, code {(ushort)entry.Code} ({entry.Code}), holding time {entry.HoldingTime} s{mtu}");
    }

    private static string Subaddress(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? "" : $" ({Convert.ToHexStringLower(bytes.Span)})";

    private static string FlagNames(NhrpPacket packet)
    {
        (NhrpFlags Flag, string Name)[] known = packet.Type switch
        {
            NhrpPacketType.ResolutionRequest or NhrpPacketType.ResolutionReply =>
            [
                (NhrpFlags.ResolutionRouter, "router"), (NhrpFlags.ResolutionAuthoritative, "authoritative"),
                (NhrpFlags.ResolutionDestinationStable, "destination stable"), (NhrpFlags.ResolutionUnique, "unique"),
                (NhrpFlags.ResolutionSourceStable, "source stable"), (NhrpFlags.NatSupported, "NAT"),
            ],
            NhrpPacketType.RegistrationRequest or NhrpPacketType.RegistrationReply =>
                [(NhrpFlags.RegistrationUnique, "unique"), (NhrpFlags.NatSupported, "NAT")],
            _ => [(NhrpFlags.PurgeNoReply, "no reply")],
        };
        var set = known.Where(flag => packet.Flags.HasFlag(flag.Flag)).Select(flag => flag.Name).ToArray();
        return set.Length == 0 ? "" : $" ({string.Join(", ", set)})";
    }

    private static string ProtocolName(ushort type) => type switch { 0x0800 => "IPv4", 0x86DD => "IPv6", _ => $"0x{type:x4}" };

    private static string FamilyName(ushort family) => family switch { 1 => "IPv4", 2 => "IPv6", _ => $"address family {family}" };

    private static void Line(StringBuilder text, int depth, string line) =>
        text.Append(' ', depth * 2).Append(line).Append('\n');
}
