using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Router.Core.Config.Shapes;

/// <summary>Names of hosts, users, zones of time and others with rules of their own.</summary>
public static partial class NameScalars
{
    /// <summary>RFC 1123: letters, digits and dashes, 63 a label.</summary>
    public static readonly ScalarShape<string> Hostname = Scalars.Text("host name", "home", check: CheckHostname);

    /// <summary>A host name or an address.</summary>
    public static readonly ScalarShape<string> Host = Scalars.Text(
        "host", "pool.ntp.org", check: text => IPAddress.TryParse(text, out _) || CheckHostname(text) is null
            ? null
            : "is neither a host name nor an address");

    public static readonly ScalarShape<string> Domain = Scalars.Text("domain", "home.arpa", check: CheckDomain);

    /// <summary>With a dot in front: everything below as well.</summary>
    public static readonly ScalarShape<string> DomainOrBelow = Scalars.Text(
        "domain", ".tracker.example", check: text => CheckDomain(text.StartsWith('.') ? text[1..] : text));

    public static readonly ScalarShape<string> NewUser = Scalars.Text(
        "user", "anna", check: CheckUser, pattern: "^[a-z_][a-z0-9_-]{0,31}$");

    public static readonly ScalarShape<string> User = Scalars.Text("user", "anna", NameKind.User, CheckUser);

    public static readonly ScalarShape<string> TimeZone = Scalars.Text(
        "time zone", "Europe/Oslo", check: text => TimeZonePattern().IsMatch(text)
            ? null
            : "is no zone of the tz database: REGION/CITY or UTC");

    public static readonly ScalarShape<string> PublicKey = Scalars.Text(
        "SSH public key", "ssh-ed25519 AAAAC3... anna@laptop", check: CheckPublicKey);

    /// <summary>A name that people choose: 64 printable characters, without <c>"</c> and <c>\</c>.</summary>
    public static ScalarShape<string> Label(string typeName, string example) => Scalars.Text(
        typeName, example,
        check: text => text.Length is > 0 and <= 64 && text.Trim() == text && !text.Any(c => char.IsControl(c) || c is '"' or '\\')
            ? null
            : "is no name: 1 to 64 characters without \" and \\, and no blanks at the ends");

    /// <summary>Free text on one line, 255 characters.</summary>
    public static ScalarShape<string> Remark(string example) => Scalars.Text(
        "text", example, check: text => text.Length <= 255 && !text.Any(char.IsControl)
            ? null
            : "is longer than 255 characters, or has control characters");

    private static string? CheckHostname(string text) =>
        text.Length <= 253 && text.Split('.').All(IsLabel) ? null : "is no host name: letters, digits and dashes, up to 63 between dots";

    private static string? CheckDomain(string text) =>
        text.Length <= 253 && text.Split('.').All(label => IsLabel(label.TrimStart('_'))) ? null : "is no domain";

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string? CheckUser(string text) => UserPattern().IsMatch(text)
        ? null
        : "is no login name: lower-case letters, digits, '-' and '_', starting with a letter, 32 at most";

    [GeneratedRegex("^[a-z_][a-z0-9_-]{0,31}$", RegexOptions.CultureInvariant)]
    private static partial Regex UserPattern();

    [GeneratedRegex("^(UTC|GMT|[A-Z][A-Za-z]+(/[A-Za-z0-9_+-]+){1,2})$", RegexOptions.CultureInvariant)]
    private static partial Regex TimeZonePattern();

    /// <summary><c>TYPE BASE64 [COMMENT]</c>; the base64 starts with the type once more (RFC 4253, 6.6).</summary>
    private static string? CheckPublicKey(string text)
    {
        var words = text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
            return "is no public key: TYPE BASE64 COMMENT, the one line of the .pub file";
        if (!KeyTypes.Contains(words[0]))
            return words[0].StartsWith("-----", StringComparison.Ordinal)
                ? "is a private key; take the .pub file"
                : $"has the unknown type {Words.Shown(words[0])}";
        if (!Base64.IsValid(words[1]))
            return "is cut off or damaged: its second word is no base64";
        var blob = Convert.FromBase64String(words[1]);
        var length = blob.Length < 4 ? -1 : System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(blob);
        if (length < 0 || length > blob.Length - 4 || Encoding.ASCII.GetString(blob, 4, length) != words[0])
            return $"is damaged: its second word holds no {words[0]} key";
        return blob.Length > length + 8 ? null : "is cut off";
    }

    private static readonly string[] KeyTypes =
    [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa",
        "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ];
}
