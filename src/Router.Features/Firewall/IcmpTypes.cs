using System.Globalization;
using Router.Core.Values;

namespace Router.Features.Firewall;

/// <summary>Types of ICMP (RFC 792, RFC 1256) and of ICMPv6 (RFC 4443, RFC 2710, RFC 3810, RFC 4861), in nft's words.</summary>
internal static class IcmpTypes
{
    private static readonly (string Word, byte Type)[] OfIcmp =
    [
        ("echo-reply", 0), ("destination-unreachable", 3), ("redirect", 5), ("echo-request", 8), ("router-advertisement", 9),
        ("router-solicitation", 10), ("time-exceeded", 11), ("parameter-problem", 12), ("timestamp-request", 13), ("timestamp-reply", 14),
    ];

    private static readonly (string Word, byte Type)[] OfIcmpv6 =
    [
        ("destination-unreachable", 1), ("packet-too-big", 2), ("time-exceeded", 3), ("parameter-problem", 4), ("echo-request", 128),
        ("echo-reply", 129), ("mld-listener-query", 130), ("mld-listener-report", 131), ("mld-listener-done", 132),
        ("nd-router-solicit", 133), ("nd-router-advert", 134), ("nd-neighbor-solicit", 135), ("nd-neighbor-advert", 136),
        ("nd-redirect", 137), ("mld2-listener-report", 143),
    ];

    /// <summary>By its word or number; null: there is none.</summary>
    public static byte? Find(TransportProtocol protocol, string text)
    {
        var known = Of(protocol);
        return Array.FindIndex(known, type => type.Word == text) is >= 0 and var at ? known[at].Type
            : byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : null;
    }

    public static string Words(TransportProtocol protocol) => string.Join(", ", Of(protocol).Select(type => type.Word));

    /// <summary>The type of a request that is answered: what tells whether somebody is there.</summary>
    public static byte EchoRequest(TransportProtocol protocol) => Find(protocol, "echo-request")!.Value;

    private static (string Word, byte Type)[] Of(TransportProtocol protocol) =>
        protocol == TransportProtocol.Icmp ? OfIcmp : OfIcmpv6;
}
