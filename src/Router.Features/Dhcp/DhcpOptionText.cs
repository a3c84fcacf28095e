using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Router.Core.Shapes;
using Router.Documents;

namespace Router.Features.Dhcp;

/// <summary>
/// Options by number, as dnsmasq takes them: it knows the form of some (RFC 2132), and guesses that of others, so those are given to it
/// as bytes.
/// </summary>
internal static class DhcpOptionText
{
    private const int Longest = 255, AddressBytes = 4;
    private const string BytesPrefix = "hex:", TextPrefix = "text:";

    private static readonly HashSet<int> Addresses = [7, 9, 16, 41, 44, 45, 48, 49, 65, 68, 69, 70, 71, 74, 150], Pairs = [21, 33],
        Texts = [17, 18, 40, 47, 64, 66, 67, 100, 101];

    /// <summary>Bytes of the number.</summary>
    private static readonly Dictionary<int, int> Numbers = new()
    {
        [2] = 4,
        [13] = 2,
        [19] = 1,
        [20] = 1,
        [22] = 2,
        [23] = 1,
        [26] = 2,
        [27] = 1,
        [31] = 1,
        [34] = 1,
        [35] = 4,
        [36] = 1,
        [37] = 1,
        [38] = 4,
        [46] = 1,
        [58] = 4,
        [59] = 4,
        [108] = 4,
    };

    private static readonly Dictionary<int, string> OwnKeys = new()
    {
        [3] = "gateway",
        [6] = "dns",
        [15] = "domain",
        [42] = "ntp",
        [51] = "lease-time",
        [119] = "search",
        [252] = "wpad",
    };

    /// <summary>What the server or the host says by itself.</summary>
    private static readonly HashSet<int> NotToSay =
        [1, 12, 28, 32, 50, 52, 53, 54, 55, 56, 57, 60, 61, 77, 80, 81, 82, 93, 94, 97, 118, 120, 121, 125];

    /// <summary>The values as they stand in dnsmasq's file behind the number; null: <paramref name="problem"/> says why not.</summary>
    public static string? Write(int number, ValueList<DhcpValue> values, out (string Message, string Hint) problem)
    {
        problem = default;
        string? Wrong(string message, string hint, out (string, string) told)
        {
            told = (message, hint);
            return null;
        }
        if (OwnKeys.TryGetValue(number, out var key))
            return Wrong("has a key of its own", $"write {key}", out problem);
        if (NotToSay.Contains(number))
            return Wrong("is said by the server or the host itself", "leave it out", out problem);
        if (values.Count == 0)
            return Wrong("has no value", "give it one, or leave it out", out problem);
        if (Addresses.Contains(number) || Pairs.Contains(number))
        {
            return values.All(value => IsAddress(value.Text)) && (!Pairs.Contains(number) || values.Count % 2 == 0)
                ? string.Join(',', values.Select(value => value.Text))
                : Wrong($"is {(Pairs.Contains(number) ? "pairs of" : "a list of")} IPv4 addresses", "for example [10.1.0.9]", out problem);
        }
        if (values is not [{ Text: var text }])
            return values.All(value => IsAddress(value.Text)) && values.Count <= Longest / AddressBytes
                ? Encoded([.. values.SelectMany(value => IPAddress.Parse(value.Text).GetAddressBytes())])
                : Wrong(
                    "has several values that are no addresses", $"one value, or a list of at most {Longest / AddressBytes} IPv4 addresses",
                    out problem);
        if (Numbers.TryGetValue(number, out var width))
        {
            var most = (1L << (width * 8)) - 1;
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given <= most
                ? given.ToString(CultureInfo.InvariantCulture)
                : Wrong($"is a number from 0 to {most}", "write it with digits alone", out problem);
        }
        if (Texts.Contains(number))
            return $"\"{text}\"";
        return Bytes(text, out problem) is { } bytes ? Encoded(bytes) : null;
    }

    /// <summary>
    /// The bytes of an option whose form nobody knows: an IPv4 address, <c>hex:0a0b</c>, <c>text:5</c> or text; null:
    /// <paramref name="problem"/> says why not.
    /// </summary>
    public static byte[]? Bytes(string text, out (string Message, string Hint) problem)
    {
        problem = default;
        var bytes = IsAddress(text) ? IPAddress.Parse(text).GetAddressBytes()
            : text.StartsWith(TextPrefix, StringComparison.Ordinal) ? Encoding.ASCII.GetBytes(text[TextPrefix.Length..])
            : text.StartsWith(BytesPrefix, StringComparison.Ordinal) ? FromHex(text[BytesPrefix.Length..])
            : text.All(char.IsAsciiDigit) ? null
            : Encoding.ASCII.GetBytes(text);
        if (bytes is null)
            problem = ("is a number, and nobody knows of how many bytes", "hex:05 is one byte, hex:0005 are two, text:5 is a digit");
        else if (bytes.Length is 0 or > Longest)
            problem = ($"is not 1 to {Longest} bytes", "hex: has two digits a byte, text: what is sent as it stands");
        return problem.Message is null ? bytes : null;
    }

    private static bool IsAddress(string text) =>
        NetworkScalars.IsAddress(text) && IPAddress.Parse(text).AddressFamily == AddressFamily.InterNetwork;

    private static byte[] FromHex(string digits)
    {
        var plain = digits.Replace(":", "", StringComparison.Ordinal);
        return plain.Length % 2 == 0 && plain.All(char.IsAsciiHexDigit) ? Convert.FromHexString(plain) : [];
    }

    /// <summary>One byte alone would be taken for text.</summary>
    private static string Encoded(byte[] bytes) =>
        bytes.Length == 1 ? $"{bytes[0]}b" : string.Join(':', bytes.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
}
