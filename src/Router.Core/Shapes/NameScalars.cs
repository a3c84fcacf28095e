using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;
using Router.Documents.Shapes;

namespace Router.Core.Shapes;

/// <summary>Names of hosts, users, zones of time and others with rules of their own.</summary>
public static partial class NameScalars
{
    /// <summary>What <c>sethostname</c> takes (<c>__NEW_UTS_LEN</c>).</summary>
    private const int LongestOwnName = 64;

    private const int LongestKeyComment = 255;

    private const int LeastRsaBits = 2048;

    private const string Rsa = "ssh-rsa";

    /// <summary>RFC 1123: letters, digits and dashes, 63 a label.</summary>
    public static readonly ScalarShape<string> Hostname = Scalars.Text("host name", "home", check: CheckHostname);

    /// <summary>The router's own: 64 bytes in all.</summary>
    public static readonly ScalarShape<string> OwnHostname = Scalars.Text(
        "host name", "home", check: text => CheckHostname(text) ?? (text.Length <= LongestOwnName
            ? null
            : $"is longer than the {LongestOwnName} bytes that the kernel takes for its host name"));

    /// <summary>A host name or an address of a time server.</summary>
    public static readonly ScalarShape<string> TimeServer = Host("pool.ntp.org");

    /// <summary>A host name or an address of a mesh's hub.</summary>
    public static readonly ScalarShape<string> Hub = Host("vpn.example.net");

    /// <summary>A server of the network: its name or address.</summary>
    public static readonly ScalarShape<string> Server = Host("log.example.net");

    public static readonly ScalarShape<string> Domain = Scalars.Text("domain", "home.arpa", check: CheckDomain);

    /// <summary>With a dot in front: everything below as well.</summary>
    public static readonly ScalarShape<string> DomainOrBelow = Scalars.Text(
        "domain", ".tracker.example", check: text => text.StartsWith('.') ? CheckDomain(text[1..]) : CheckDeniedDomain(text));

    public static readonly ScalarShape<string> NewUser = Scalars.Text(
        "user", "anna", check: CheckUser, pattern: "^[a-z_][a-z0-9_-]{0,31}$");

    public static readonly ScalarShape<string> User = Scalars.Text("user", "anna", NetworkNames.User, CheckUser);

    public static readonly ScalarShape<string> TimeZone = Scalars.Text(
        "time zone",
        "Europe/Oslo",
        check: text => TimeZones.Names.Contains(text) ? null : "is no zone of the tz database",
        suggest: TimeZones.Nearest);

    public static readonly ScalarShape<string> PublicKey = Scalars.Text(
        "SSH public key", "ssh-ed25519 AAAAC3... anna@laptop", check: CheckPublicKey);

    /// <summary>A name that people choose: 64 printable characters, without <c>"</c> and <c>\</c>.</summary>
    public static ScalarShape<string> Label(string typeName, string example) => Scalars.Text(
        typeName, example,
        check: text => text.Length is > 0 and <= 64 && text.Trim() == text && !text.Any(c => char.IsControl(c) || c is '"' or '\\')
            ? ReadableText.Check(text)
            : "is no name: 1 to 64 characters without \" and \\, and no blanks at the ends");

    /// <summary>Free text on one line, 255 characters. <paramref name="check"/>: what the file that it stands in cannot hold.</summary>
    public static ScalarShape<string> Remark(string example, Func<string, string?>? check = null) => Scalars.Text(
        "text", example, check: text => text.Length > 255
            ? "is longer than 255 characters"
            : ReadableText.Check(text) ?? check?.Invoke(text));

    /// <summary>RFC 6761, section 6.3: names of the machine that asks, whichever it is.</summary>
    internal static bool IsLocalhost(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("localhost.", StringComparison.OrdinalIgnoreCase);

    private static ScalarShape<string> Host(string example) => Scalars.Text(
        "host", example, check: text => NetworkScalars.IsAddress(text) ? null : IsNumber(text) || CheckHostname(text) is not null
            ? "is neither a host name nor an address"
            : null);

    private static string? CheckHostname(string text)
    {
        if (text.Length > 253 || !text.Split('.').All(IsLabel))
            return "is no host name: letters, digits and dashes, up to 63 between dots";
        if (EndsInNumber(text))
            return "is no host name: what is behind its last dot is a number, as in an address";
        return IsLocalhost(text) ? "means the machine that asks, whichever it is" : null;
    }

    private static string? CheckDomain(string text)
    {
        if (CheckDeniedDomain(text) is { } wrong)
            return wrong;
        if (EndsInNumber(text))
            return "is no domain: its last part is a number, as in an address";
        return IsLocalhost(text) ? "means the machine that asks, whichever it is" : null;
    }

    /// <summary>Of a proxy also an address, which it compares with the one in the URL.</summary>
    private static string? CheckDeniedDomain(string text) =>
        text.Length <= 253 && text.Split('.').All(label => IsLabel(label.TrimStart('_'))) ? null : "is no domain";

    private static bool EndsInNumber(string text) => text.LastIndexOf('.') is >= 0 and var dot && IsNumber(text[(dot + 1)..]);

    private static bool IsNumber(string text) => text.All(char.IsAsciiDigit);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string? CheckUser(string text) => UserPattern().IsMatch(text)
        ? null
        : "is no login name: lower-case letters, digits, '-' and '_', starting with a letter, 32 at most";

    [GeneratedRegex("^[a-z_][a-z0-9_-]{0,31}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserPattern();

    /// <summary><c>TYPE BASE64 [COMMENT]</c>; the base64 starts with the type once more (RFC 4253, 6.6).</summary>
    private static string? CheckPublicKey(string text)
    {
        if (PublicKeyOptions.Split(text, out var key) is { } wrong)
            return wrong;
        var words = key.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
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
        if (blob.Length <= length + 8)
            return "is cut off";
        if (words[0] == Rsa && RsaBits(blob.AsSpan(4 + length)) is var bits and < LeastRsaBits)
            return $"is an RSA key of {bits} bits, which others can break: take one of {LeastRsaBits} and more, or ssh-ed25519";
        return words.Length < 3 || words[2].Length <= LongestKeyComment
            ? ReadableText.Check(text)
            : $"has a comment of more than {LongestKeyComment} characters";
    }

    /// <summary>RFC 4253, section 6.6: the exponent, then the modulus, each a number with its length in front. 0: it is cut off.</summary>
    private static int RsaBits(ReadOnlySpan<byte> numbers)
    {
        var modulus = Number(Rest(numbers)).TrimStart((byte)0);
        return modulus.IsEmpty ? 0 : (modulus.Length * 8) - System.Numerics.BitOperations.LeadingZeroCount(modulus[0]) + 24;

        static ReadOnlySpan<byte> Number(ReadOnlySpan<byte> from) => from.Length < 4 || Length(from) > from.Length - 4
            ? default
            : from.Slice(4, Length(from));

        static ReadOnlySpan<byte> Rest(ReadOnlySpan<byte> from) =>
            from.Length < 4 || Length(from) > from.Length - 4 ? default : from[(4 + Length(from))..];

        static int Length(ReadOnlySpan<byte> from) =>
            (int)Math.Min(int.MaxValue - 4, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(from));
    }

    private static readonly string[] KeyTypes =
    [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", Rsa,
        "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ];
}
