namespace Router.Fleet.Edges;

/// <summary>What the first words of a key file tell.</summary>
internal static class KeyText
{
    private static readonly string[] Public =
    [
        "ssh-", "ecdsa-", "sk-", "-----BEGIN PUBLIC KEY", "-----BEGIN RSA PUBLIC KEY", "---- BEGIN SSH2 PUBLIC KEY"
    ];

    /// <summary>Null: nothing speaks against it.</summary>
    public static string? WhyNotPrivate(string text) => Public.Any(word => text.TrimStart().StartsWith(word, StringComparison.Ordinal))
        ? "it is a public key: give the private one, which lies beside it without .pub"
        : null;

    /// <summary>PKCS#8 and PKCS#1 say so in their header; OpenSSH's own format within.</summary>
    public static bool IsEncrypted(string text) => text.Contains("ENCRYPTED", StringComparison.Ordinal);
}
