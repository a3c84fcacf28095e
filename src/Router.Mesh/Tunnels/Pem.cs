namespace Router.Mesh.Tunnels;

/// <summary>A certificate or key as people store it: PEM, or its base64 alone on one line.</summary>
internal static class Pem
{
    public const string CertificateLabel = "CERTIFICATE", KeyLabel = "PRIVATE KEY";

    private const int LineLength = 64;

    public static string Of(string text, string label)
    {
        text = text.Trim();
        if (text.StartsWith("-----BEGIN", StringComparison.Ordinal))
            return text + "\n";
        var lines = text.Chunk(LineLength).Select(line => new string(line));
        return $"-----BEGIN {label}-----\n{string.Join('\n', lines)}\n-----END {label}-----\n";
    }
}
