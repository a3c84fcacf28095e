using System.Security.Cryptography;

namespace Router.Image.Trust;

/// <summary>Private keys as files have them: PKCS #8 in PEM, with a passphrase or without.</summary>
internal static class PrivateKeyText
{
    private const int Rounds = 600_000;

    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Rounds);

    /// <summary>Encrypted where there is a passphrase; a line end behind it.</summary>
    public static string Write(AsymmetricAlgorithm key, string? passphrase) =>
        (passphrase is null ? key.ExportPkcs8PrivateKeyPem() : key.ExportEncryptedPkcs8PrivateKeyPem(passphrase, Encryption)) + "\n";

    /// <summary>Reads a private key.</summary>
    /// <param name="key">Gets it.</param>
    /// <param name="name">For messages.</param>
    /// <param name="pem">The file's content.</param>
    /// <param name="passphrase">Null: nobody gave one.</param>
    /// <param name="kind">What it has to be, for messages.</param>
    /// <exception cref="ImageException">It is no such key, or the passphrase is wrong or missing.</exception>
    public static void Read(AsymmetricAlgorithm key, string name, string pem, string? passphrase, string kind)
    {
        var isEncrypted = pem.Contains("ENCRYPTED", StringComparison.Ordinal);
        if (isEncrypted && passphrase is null)
            throw new ImageException(
                $"key {name}: it has a passphrase", $"give it in the variable {ReleaseSigner.PassphraseVariable}", isInput: true);
        try
        {
            if (isEncrypted)
                key.ImportFromEncryptedPem(pem, passphrase);
            else
                key.ImportFromPem(pem);
            // A public half alone can be read too.
            _ = key.ExportPkcs8PrivateKey();
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw isEncrypted
                ? new ImageException(
                    $"key {name}: the passphrase is wrong, or it is no {kind} in PEM", $"mend {ReleaseSigner.PassphraseVariable}",
                    isInput: true, inner: e)
                : Bad(name, kind, e);
        }
    }

    /// <summary>It is a key of another kind.</summary>
    public static ImageException Bad(string name, string kind, Exception? inner = null) =>
        new($"key {name}: it is no {kind} in PEM", "put the right file there", isInput: true, inner: inner);
}
