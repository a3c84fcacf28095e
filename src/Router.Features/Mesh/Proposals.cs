namespace Router.Features.Mesh;

/// <summary>Algorithms in strongSwan's words. What is broken is refused, and what strongSwan does not know it refuses itself.</summary>
internal static class Proposals
{
    private static readonly string[] Broken =
        [
            "des", "3des", "null", "md5", "md5_128", "sha", "sha1", "sha1_160", "blowfish", "cast128", "rc5", "idea", "modp768", "modp1024",
            "modp1024s160", "modp1536", "prfmd5", "prfsha1"
        ];

    public static string? CheckIke(string text) =>
        Check(text) ?? (text.Contains('-', StringComparison.Ordinal) && text.Split('-').Any(IsGroup)
            ? null
            : "names no key exchange: for example aes128gcm16-prfsha256-x25519");

    public static string? CheckEsp(string text) => Check(text);

    private static string? Check(string text)
    {
        var parts = text.Split('-');
        if (text.Length > 128
            || parts.Any(part => part.Length == 0 || !part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')))
            return "is no proposal: algorithms with dashes between, for example aes128gcm16-prfsha256-x25519";
        if (parts.FirstOrDefault(Broken.Contains) is { } broken)
            return $"uses {broken}, which protects nothing any more";
        return null;
    }

    private static bool IsGroup(string part) =>
        part.StartsWith("modp", StringComparison.Ordinal) || part.StartsWith("ecp", StringComparison.Ordinal)
        || part.StartsWith("curve", StringComparison.Ordinal)
        || part.StartsWith("ke", StringComparison.Ordinal) || part is "x25519" or "x448";
}
