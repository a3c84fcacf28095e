using System.Net;
using System.Text.RegularExpressions;
using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Dhcp;

/// <summary>Values that only DHCP has.</summary>
internal static partial class DhcpScalars
{
    private const int LongestOption = 255, LongestFile = 127;

    public static readonly ScalarShape<IPAddress> Gateway = new(
        "IPv4 address",
        (string text, out IPAddress value) =>
        {
            if (text != "none")
                return NetworkScalars.AddressV4.TryParse(text, out value);
            value = IPAddress.Any;
            return null;
        },
        address => address.Equals(IPAddress.Any) ? "none" : $"{address}")
    {
        ExampleText = "192.168.10.254",
        Keywords = [new("none", "hosts are told of no gateway")],
    };

    /// <summary>Bytes in hexadecimal, <c>*</c> for any.</summary>
    public static readonly ScalarShape<string> MacPattern = new(
        "hardware address, * for any byte",
        (string text, out string value) =>
        {
            value = text.ToLowerInvariant().Replace('-', ':');
            return MacPatternText().IsMatch(value) ? null : "is no hardware address: six bytes between colons, * for any";
        },
        text => text)
    { ExampleText = "00:1b:0c:*:*:*" };

    /// <summary>As bytes with colons, or as letters, digits and a few signs.</summary>
    public static readonly ScalarShape<string> ClientId = Scalars.Text(
        "client ID", "01:52:54:00:12:34:56",
        check: text =>
        {
            if (text.Length > LongestOption || !ClientIdText().IsMatch(text))
                return "is no client ID: bytes in hexadecimal between colons, or letters, digits, '.', '_' and '-'";
            return text.All(char.IsAsciiHexDigit) ? "could be text or bytes: write bytes with colons" : null;
        });

    public static readonly ScalarShape<DhcpValue> Value = new(
        "value of an option",
        (string text, out DhcpValue value) =>
        {
            value = new DhcpValue(text);
            return Printable(text, LongestOption * 3);
        },
        value => value.Text)
    { ExampleText = "10.1.0.9" };

    /// <summary>A part of a vendor or user class.</summary>
    public static readonly ScalarShape<string> ClassText = Scalars.Text(
        "text", "CP-7960", check: text => ReadableText.Check(text) ?? Printable(text, LongestOption));

    /// <summary>The name of a file on a server, or a URL.</summary>
    public static readonly ScalarShape<string> BootFile = Scalars.Text(
        "file or URL", "undionly.kpxe",
        check: text => BootFileText().IsMatch(text)
            ? text.Length <= LongestFile ? null : $"is longer than the {LongestFile} bytes that an answer has for it"
            : "is no name of a file: letters, digits and the signs of a URL");

    public static readonly ScalarShape<string> Url = Scalars.Text(
        "URL", "http://wpad.example/wpad.dat",
        check: text => text.Length <= LongestOption && BootFileText().IsMatch(text) && IsHttp(text) ? null : "is no URL of http or https");

    public static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0;

    /// <summary>Null: it stands between quotes in a file, and can be sent as it is.</summary>
    private static string? Printable(string text, int longest)
    {
        if (text.Length == 0 || text.Length > longest)
            return $"is not 1 to {longest} characters long";
        return text.All(c => c is >= ' ' and <= '~' and not ('"' or '\\')) ? null : "has more than printable ASCII, or a \" or \\";
    }

    [GeneratedRegex(@"^([0-9a-f]{2}|\*)(:([0-9a-f]{2}|\*)){5}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MacPatternText();

    [GeneratedRegex(@"^([0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2})+|[A-Za-z0-9][A-Za-z0-9._-]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClientIdText();

    [GeneratedRegex(@"^[A-Za-z0-9/._~:?&=%+@!*$;'()\[\]{}-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex BootFileText();
}
