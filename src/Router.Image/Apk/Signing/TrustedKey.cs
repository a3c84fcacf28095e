using System.Security.Cryptography;

namespace Router.Image.Apk.Signing;

/// <summary>A public key, RSA or P-256.</summary>
internal sealed class TrustedKey : IDisposable
{
    private const int IdLength = 16;
    private readonly RSA? rsa;
    private readonly ECDsa? curve;

    private TrustedKey(RSA rsa)
    {
        this.rsa = rsa;
        Id = IdOf(rsa.ExportRSAPublicKey());
    }

    private TrustedKey(ECDsa curve)
    {
        this.curve = curve;
        var point = curve.ExportParameters(includePrivateParameters: false).Q;
        Id = IdOf([4, .. point.X!, .. point.Y!]);
    }

    /// <summary>
    /// What signatures of v3 call the key: the first 16 bytes of the SHA-512 of its public part (RSA: modulus and exponent as PKCS #1
    /// encodes them; P-256: the uncompressed point).
    /// </summary>
    public byte[] Id { get; }

    /// <summary>Null: it is neither.</summary>
    public static TrustedKey? FromPem(string pem) =>
        Import(RSA.Create(), pem) is { } rsa ? new TrustedKey(rsa)
        : Import(ECDsa.Create(), pem) is { KeySize: 256 } curve ? new TrustedKey(curve)
        : null;

    public bool VerifiesByRsa(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature, HashAlgorithmName hash) =>
        rsa is not null && rsa.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1);

    public bool Verifies(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) => rsa is not null
        ? VerifiesByRsa(signed, signature, HashAlgorithmName.SHA512)
        : curve!.VerifyData(signed, signature, HashAlgorithmName.SHA512, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose()
    {
        rsa?.Dispose();
        curve?.Dispose();
    }

    private static byte[] IdOf(byte[] publicPart) => SHA512.HashData(publicPart)[..IdLength];

    private static T? Import<T>(T key, string pem) where T : AsymmetricAlgorithm
    {
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }
}
