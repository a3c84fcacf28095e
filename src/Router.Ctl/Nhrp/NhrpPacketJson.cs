using System.Text.Json.Serialization;
using Router.Wire.Nhrp;

namespace Router.Ctl.Nhrp;

/// <summary>Every field of a packet, for scripts. Addresses as text, times in seconds, bytes in hexadecimal.</summary>
internal sealed record NhrpPacketJson
{
    public required DateTime Time { get; init; }

    public required string OuterSource { get; init; }

    public required string OuterDestination { get; init; }

    public required int TimeToLive { get; init; }

    public required ushort GreFlags { get; init; }

    public required uint? GreKey { get; init; }

    public required NhrpPacketType Type { get; init; }

    public required ushort AddressFamily { get; init; }

    public required ushort ProtocolType { get; init; }

    public required byte HopCount { get; init; }

    public required ushort Flags { get; init; }

    public required uint? RequestId { get; init; }

    public required ushort? ErrorCode { get; init; }

    public required ushort? ErrorOffset { get; init; }

    public required string? SourceNbma { get; init; }

    public required string SourceSubaddress { get; init; }

    public required string? Source { get; init; }

    public required string? Destination { get; init; }

    public required List<NhrpCieJson> Entries { get; init; }

    public required string? Offending { get; init; }

    public required List<NhrpExtensionJson>? Extensions { get; init; }

    public static NhrpPacketJson From(DateTime time, NhrpFrame frame, NhrpPacket packet)
    {
        var isError = packet.Type == NhrpPacketType.ErrorIndication;
        return new NhrpPacketJson
        {
            Time = time,
            OuterSource = frame.OuterSource.ToString(),
            OuterDestination = frame.OuterDestination.ToString(),
            TimeToLive = frame.TimeToLive,
            GreFlags = frame.GreFlags,
            GreKey = frame.Key,
            Type = packet.Type,
            AddressFamily = packet.AddressFamily,
            ProtocolType = packet.ProtocolType,
            HopCount = packet.HopCount,
            Flags = (ushort)packet.Flags,
            RequestId = packet.IsIndication ? null : packet.RequestId,
            ErrorCode = isError ? (ushort)packet.ErrorCode : null,
            ErrorOffset = isError ? packet.ErrorOffset : null,
            SourceNbma = packet.SourceNbma?.ToString(),
            SourceSubaddress = Convert.ToHexStringLower(packet.SourceSubaddress.Span),
            Source = packet.Source?.ToString(),
            Destination = packet.Destination?.ToString(),
            Entries = [.. packet.Entries.Select(NhrpCieJson.From)],
            Offending = packet.IsIndication ? Convert.ToHexStringLower(packet.Offending.Span) : null,
            Extensions = packet.Extensions?.Select(NhrpExtensionJson.From).ToList(),
        };
    }
}

internal sealed record NhrpCieJson(
    ushort Code, byte PrefixLength, ushort Mtu, ushort HoldingTime, byte Preference, string? Nbma, string NbmaSubaddress, string? Protocol)
{
    public static NhrpCieJson From(NhrpCie entry) => new(
        (ushort)entry.Code, entry.PrefixLength, entry.Mtu, entry.HoldingTime, entry.Preference,
        entry.Nbma?.ToString(), Convert.ToHexStringLower(entry.NbmaSubaddress.Span), entry.Protocol?.ToString());
}

internal sealed record NhrpExtensionJson(ushort Type, bool Compulsory, List<NhrpCieJson> Entries, string Data)
{
    public static NhrpExtensionJson From(NhrpExtension extension) => new(
        (ushort)extension.Type,
        extension.Compulsory,
        [.. extension.Entries.Select(NhrpCieJson.From)],
        Convert.ToHexStringLower(extension.Data.Span));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(List<NhrpPacketJson>))]
internal sealed partial class NhrpJsonContext : JsonSerializerContext;
