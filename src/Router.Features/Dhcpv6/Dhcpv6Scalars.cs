using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents.Shapes;

namespace Router.Features.Dhcpv6;

/// <summary>Values that only DHCPv6 has.</summary>
internal static partial class Dhcpv6Scalars
{
    private const int PrefixBytes = 8;

    /// <summary>The lower 64 bits of an address.</summary>
    public static readonly ScalarShape<IPAddress> Suffix = new("suffix of an address", ParseSuffix, address => $"{address}")
    { ExampleText = "::5" };

    public static readonly ScalarShape<AddressRange> SuffixRange = new(
        "range of suffixes", ParseRange, range => $"{range.First}-{range.Last}")
    { ExampleText = "::1000-::1fff" };

    public static readonly ScalarShape<IPAddress> Address = new(
        "IPv6 address",
        (string text, out IPAddress value) =>
            NetworkScalars.Address.TryParse(text, out value) is null && value.AddressFamily == AddressFamily.InterNetworkV6
                ? null
                : "is not an IPv6 address",
        address => $"{address}")
    { ExampleText = "2001:db8::53" };

    /// <summary>A type of two bytes and up to 128 more.</summary>
    public static readonly ScalarShape<string> Duid = new(
        "DUID",
        (string text, out string value) =>
        {
            value = text.ToLowerInvariant();
            return DuidText().IsMatch(value) ? null : "is no DUID: 3 to 130 bytes in hexadecimal between colons";
        },
        text => text)
    { ExampleText = "00:03:00:01:52:54:00:12:34:56" };

    private static string? ParseSuffix(string text, out IPAddress value)
    {
        if (NetworkScalars.Address.TryParse(text, out value) is not null || value.AddressFamily != AddressFamily.InterNetworkV6)
            return "is no suffix of an IPv6 address";
        if (value.GetAddressBytes().AsSpan(0, PrefixBytes).ContainsAnyExcept((byte)0))
            return "is a whole address: the prefix is that of the interface, whichever it has";
        return value.Equals(IPAddress.IPv6Any) ? "is the address of all routers of its network" : null;
    }

    private static string? ParseRange(string text, out AddressRange value)
    {
        value = default;
        if (text.Split('-') is not [var from, var to])
            return "is no range of suffixes, FIRST-LAST";
        if (ParseSuffix(from.Trim(), out var first) is { } wrong || (wrong = ParseSuffix(to.Trim(), out _)) is not null)
            return wrong;
        value = new AddressRange(first, IPAddress.Parse(to.Trim()));
        return first.Number() <= value.Last.Number() ? null : "ends before it starts";
    }

    [GeneratedRegex(@"^[0-9a-f]{2}(:[0-9a-f]{2}){2,129}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DuidText();
}
