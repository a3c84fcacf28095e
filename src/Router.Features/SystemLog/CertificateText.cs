using System.Text;
using System.Text.RegularExpressions;

namespace Router.Features.SystemLog;

/// <summary>
/// Certificates in PEM (RFC 7468). A secret may have lost its line ends where it was typed: each certificate is taken whatever blanks stand
/// in it, and written in lines of 64 characters.
/// </summary>
internal static partial class CertificateText
{
    private const int Line = 64;

    /// <summary>Null: there is no certificate in it, or one is cut off or damaged.</summary>
    public static string? Of(string text)
    {
        var found = Certificate().Matches(text);
        if (found.Count == 0)
            return null;
        var pem = new StringBuilder();
        foreach (Match match in found)
        {
            var body = string.Concat(match.Groups[1].Value.Where(c => !char.IsWhiteSpace(c)));
            if (body.Length == 0 || !System.Buffers.Text.Base64.IsValid(body))
                return null;
            pem.Append("-----BEGIN CERTIFICATE-----\n");
            for (var at = 0; at < body.Length; at += Line)
                pem.Append(body.AsSpan(at, Math.Min(Line, body.Length - at))).Append('\n');
            pem.Append("-----END CERTIFICATE-----\n");
        }
        return pem.ToString();
    }

    [GeneratedRegex("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*)-----END CERTIFICATE-----", RegexOptions.CultureInvariant)]
    private static partial Regex Certificate();
}
