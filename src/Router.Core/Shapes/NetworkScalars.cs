using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Router.Core.Values;
using Router.Documents.Shapes;

namespace Router.Core.Shapes;

/// <summary>Addresses, prefixes, ports and what else networks are made of.</summary>
public static class NetworkScalars
{
    public static readonly ScalarShape<IPAddress> Address =
        new("address", ParseAddress, a => a.ToString()) { ExampleText = "192.168.10.80", Advice = NetworkAdvice.Address };

    public static readonly ScalarShape<IPAddress> AddressV4 = new(
        "IPv4 address",
        (string text, out IPAddress value) =>
            ParseAddress(text, out value) is null && value.AddressFamily == AddressFamily.InterNetwork ? null : "is not an IPv4 address",
        a => a.ToString())
    { ExampleText = "192.168.10.5", Advice = NetworkAdvice.Address };

    public static readonly ScalarShape<InterfaceAddress> InterfaceAddress = new(
        "address with prefix length",
        (string text, out InterfaceAddress value) =>
            Values.InterfaceAddress.TryParse(text, out value) ? null : "is not an address with its prefix length",
        a => a.ToString())
    { ExampleText = "192.168.10.1/24", Advice = NetworkAdvice.InterfaceAddress };

    public static readonly ScalarShape<IPNetwork> Prefix =
        new("prefix", ParsePrefix, p => p.ToString()) { ExampleText = "10.20.0.0/16", Advice = NetworkAdvice.Prefix };

    public static readonly ScalarShape<AddressRange> Range = new("address, prefix or range", ParseRange, FormatRange)
    { ExampleText = "203.0.113.0/24" };

    public static readonly ScalarShape<AddressMatch> Match = new("address, prefix, range or @set", ParseMatch, FormatMatch)
    { ExampleText = "203.0.113.0/24", Names = NetworkNames.Set, Advice = NetworkAdvice.Match };

    /// <summary>Two IPv4 addresses with a dash.</summary>
    public static readonly ScalarShape<AddressRange> LeaseRange = new(
        "address range",
        (string text, out AddressRange value) => ParseRange(text, out value) is null && !value.IsIPv6
            && text.Contains('-', StringComparison.Ordinal)
            ? null
            : "is not a range of IPv4 addresses, FIRST-LAST",
        r => $"{r.First}-{r.Last}")
    { ExampleText = "192.168.10.100-192.168.10.199" };

    public static readonly ScalarShape<ushort> Port = new(
        "port",
        (string text, out ushort value) =>
            ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value > 0
                ? null
                : "is not a port from 1 to 65535",
        p => p.ToString(CultureInfo.InvariantCulture))
    { JsonType = "integer", Bounds = (1, ushort.MaxValue), ExampleText = "8080" };

    public static readonly ScalarShape<string> Mac = new("hardware address", ParseMac, m => m)
    { ExampleText = "52:54:00:12:34:56", Pattern = "^(([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|([0-9A-Fa-f]{4}\\.){2}[0-9A-Fa-f]{4})$" };

    public static readonly ScalarShape<DeviceReference> Device = new(
        "port",
        (string text, out DeviceReference value) =>
        {
            value = DeviceReference.Parse(text);
            return CheckDevice(value);
        },
        d => d.ToString())
    { ExampleText = "eth0", Names = NetworkNames.Device };

    private static string? ParseAddress(string text, out IPAddress value)
    {
        var parsed = IPAddress.TryParse(text, out var address) && !text.AsSpan().ContainsAny('%', '[');
        // IPAddress takes "10.1" and "0x0a000001" as well; people who write that mean something else.
        parsed = parsed && (address!.AddressFamily == AddressFamily.InterNetworkV6 || IsDottedQuad(text));
        value = parsed ? address! : IPAddress.None;
        return parsed ? null : "is not an IPv4 or IPv6 address";
    }

    /// <summary>As a document writes one: not <c>10.1</c>, which the runtime takes as well.</summary>
    internal static bool IsAddress(string text) => ParseAddress(text, out _) is null;

    private static bool IsDottedQuad(ReadOnlySpan<char> text)
    {
        var dots = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var starts = i == 0 || text[i - 1] == '.';
            if (text[i] == '.')
                dots++;
            else if (!char.IsAsciiDigit(text[i]) || (starts && text[i] == '0' && i + 1 < text.Length && text[i + 1] != '.'))
                return false;
        }
        return dots == 3;
    }

    private static string? ParsePrefix(string text, out IPNetwork value)
    {
        value = default;
        if (!Values.InterfaceAddress.TryParse(text, out var address))
            return "is not a prefix";
        value = address.Network;
        return value.BaseAddress.Equals(address.Address) ? null : $"has host bits set; the prefix is {value}";
    }

    private static string? ParseRange(string text, out AddressRange value)
    {
        value = default;
        const string wrong = "is not an address, prefix or range";
        if (text.Contains('/', StringComparison.Ordinal))
        {
            if (ParsePrefix(text, out var prefix) is { } problem)
                return problem.StartsWith("is", StringComparison.Ordinal) ? wrong : problem;
            value = FromPrefix(prefix);
            return null;
        }
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (ParseAddress(dash < 0 ? text : text[..dash].Trim(), out var from) is not null)
            return wrong;
        var to = from;
        if (dash >= 0 && (ParseAddress(text[(dash + 1)..].Trim(), out to) is not null || from.AddressFamily != to.AddressFamily))
            return wrong;
        value = new AddressRange(from, to);
        return dash < 0 || from.Number() <= to.Number() ? null : "ends before it starts";
    }

    /// <summary>All addresses of a prefix.</summary>
    public static AddressRange FromPrefix(IPNetwork prefix)
    {
        var last = prefix.BaseAddress.GetAddressBytes();
        for (var bit = prefix.PrefixLength; bit < last.Length * 8; bit++)
            last[bit / 8] |= (byte)(0x80 >> (bit % 8));
        return new AddressRange(prefix.BaseAddress, new IPAddress(last));
    }

    /// <summary>An address, a prefix where the range is one, or both ends.</summary>
    public static string FormatRange(AddressRange range)
    {
        if (range.First.Equals(range.Last))
            return range.First.ToString();
        var (first, last) = (range.First.Number(), range.Last.Number());
        var host = first ^ last;
        var isPrefix = (host & (host + 1)) == 0 && (first & host) == 0;
        var bits = (range.IsIPv6 ? 128 : 32) - (int)UInt128.PopCount(host);
        return isPrefix ? $"{range.First}/{bits}" : $"{range.First}-{range.Last}";
    }

    private static string? ParseMatch(string text, out AddressMatch value)
    {
        value = text.StartsWith('@') ? new AddressMatch(text[1..], null) : default;
        if (text.StartsWith('@'))
            return text.Length > 1 ? null : "names no set";
        var problem = ParseRange(text, out var range);
        value = new AddressMatch(null, range);
        if (problem is null || AddressSuffix.Parse(text) is not { } suffix || CarriedName.Check(suffix.Interface) is not null)
            return problem;
        value = new AddressMatch(null, null) { Suffix = suffix };
        return null;
    }

    public static string FormatMatch(AddressMatch match) => match.Set is { } set ? $"@{set}"
        : match.Suffix is { } suffix ? $"{suffix}" : FormatRange(match.Range!.Value);

    private static string? ParseMac(string text, out string value)
    {
        value = text;
        if (HardwareAddress.Canonical(text) is not { } canonical)
            return "is not a hardware address";
        value = canonical;
        if (canonical == "00:00:00:00:00:00")
            return "is no address of a host";
        return (Convert.ToByte(canonical[..2], 16) & 1) == 0 ? null : "is a group address, no host has it";
    }

    private static string? CheckDevice(DeviceReference device) => device.Kind switch
    {
        DeviceReferenceKind.Name => CarriedName.CheckLink(device.Value),
        DeviceReferenceKind.Mac => ParseMac(device.Value, out _),
        _ => device.Value.Length > 0 && !device.Value.AsSpan().ContainsAny(" /") && ReadableText.Check(device.Value) is null
            ? null
            : "names no port",
    };
}
