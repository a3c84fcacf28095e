using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace Router.Core.Shapes;

/// <summary>
/// How people who know other routers write addresses and prefixes, and how it is written here. Null: it is none of these.
/// </summary>
internal static class NetworkAdvice
{
    /// <summary>Of a prefix, as the destination of a route is one.</summary>
    public static string? Prefix(string text) => text.ToLowerInvariant() switch
    {
        "default" or "any" or "all" or "*" or "0.0.0.0" => "the default route is 0.0.0.0/0, of IPv6 ::/0",
        "::" or "default-ipv6" => "the default route of IPv6 is ::/0",
        _ => WithMask(text) ?? (IPAddress.TryParse(text, out var host)
            ? $"one host is {host}/{(host.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)}"
            : null),
    };

    /// <summary>Of the address of an interface.</summary>
    public static string? InterfaceAddress(string text) => text.ToLowerInvariant() switch
    {
        "dhcp" or "dhcp4" or "dynamic" => "dhcp: true, beside it and not in it",
        "dhcp6" or "dhcpv6" or "slaac" or "auto" => "the keys ipv6 and prefix-delegation say how an interface gets addresses of IPv6",
        _ => WithMask(text) ?? (IPAddress.TryParse(text, out var host)
            ? $"with the length of its network, such as {host}/{(host.AddressFamily == AddressFamily.InterNetwork ? 24 : 64)}"
            : null),
    };

    /// <summary>Of a source or a destination.</summary>
    public static string? Match(string text) => text.ToLowerInvariant() switch
    {
        "any" or "all" or "*" or "anywhere" or "everyone" => "leave it out: what is not given matches everything",
        ['!', ..] => "there is no \"not\"; a rule before it can take these out",
        _ => WithMask(text),
    };

    /// <summary>Of one address, with the key that takes a port, where there is one.</summary>
    public static string? Address(string text)
    {
        if ((text.StartsWith('[') || text.Count(c => c == ':') == 1) && IPEndPoint.TryParse(text, out var end) && end.Port > 0)
            return $"the address alone is {end.Address}; its port, {end.Port}, goes into a key of its own (to-port)";
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && IPAddress.TryParse(text.AsSpan(0, slash), out var address) ? $"without the length: {address}" : null;
    }

    /// <summary><c>10.0.0.0/255.0.0.0</c>, <c>10.0.0.0 255.0.0.0</c>.</summary>
    private static string? WithMask(string text)
    {
        var parts = text.Split(['/', ' '], 2, StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || !IPAddress.TryParse(parts[0], out var address) || address.AddressFamily != AddressFamily.InterNetwork
            || !IPAddress.TryParse(parts[1], out var mask) || mask.AddressFamily != AddressFamily.InterNetwork
            || !parts[1].Contains('.', StringComparison.Ordinal))
            return null;
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(mask.GetAddressBytes());
        var length = BitOperations.LeadingZeroCount(~bits);
        return length == BitOperations.PopCount(bits)
            ? string.Create(CultureInfo.InvariantCulture, $"with the length in place of the mask: {address}/{length}")
            : null;
    }
}
