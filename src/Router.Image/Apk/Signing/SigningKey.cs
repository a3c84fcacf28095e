using System.Security.Cryptography;

namespace Router.Image.Apk.Signing;

/// <summary>
/// A private key that signs packages and indexes. <see cref="Name"/> is the file name of the public key in a keys
/// directory (<c>lab-1a2b3c4d.rsa.pub</c>): signatures carry it, so that a reader knows which key to ask.
/// </summary>
public sealed class SigningKey : IDisposable
{
    private const int Bits = 4096;
    private readonly RSA rsa;

    private SigningKey(string name, RSA rsa)
    {
        Name = name;
        this.rsa = rsa;
    }

    public string Name { get; }

    /// <summary>A fresh RSA key of 4096 bits.</summary>
    public static SigningKey Generate(string name) => new(Checked(name), RSA.Create(Bits));

    /// <summary>Reads a private key in PEM (PKCS#1 or PKCS#8).</summary>
    /// <exception cref="ApkException">It is not a private RSA key.</exception>
    public static SigningKey FromPem(string name, string pem)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            _ = rsa.ExportRSAPrivateKey();
            return new SigningKey(Checked(name), rsa);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            throw new ApkException($"signing key {name}: not a private RSA key in PEM; make a new one or name the right file", e);
        }
    }

    /// <summary>The private key, PKCS#8 PEM. Keep it at mode 0600.</summary>
    public string PrivatePem() => rsa.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>The public key, PEM: the content of the file <see cref="Name"/> in a keys directory.</summary>
    public string PublicPem() => rsa.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>RSA PKCS#1 v1.5 over SHA-256.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> data) => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public void Dispose() => rsa.Dispose();

    private static string Checked(string name) =>
        name.Length is > 0 and < 80 && !name.Contains('/', StringComparison.Ordinal)
            ? name
            : throw new ArgumentException($"key name '{name}': a plain file name of at most 79 characters is needed", nameof(name));
}
