using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Router.Core.Trust;

/// <summary>
/// ECDSA on P-256 with SHA-256; public keys are SubjectPublicKeyInfo in PEM, signatures DER sequences: what <c>openssl dgst -sha256
/// -verify</c> takes.
/// </summary>
public static class P256
{
    private const string Curve = "1.2.840.10045.3.1.7";

    public static ECDsa Generate() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <exception cref="FormatException">It is no public key, or one on another curve.</exception>
    public static ECDsa Open(string publicPem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(publicPem);
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == Curve)
                return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new FormatException($"the public key cannot be read: {e.Message}", e);
        }
        key.Dispose();
        throw new FormatException("a key on another curve than P-256");
    }

    /// <summary>The public half, with a line end behind it.</summary>
    public static string PublicPem(this ECDsa key) => $"{key.ExportSubjectPublicKeyInfoPem()}\n";

    /// <summary>Of the public half: <c>SHA256:</c> and 43 characters, as ssh-keygen(1) shows fingerprints.</summary>
    public static string Fingerprint(this ECDsa key) =>
        $"SHA256:{Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo())).TrimEnd('=')}";

    /// <summary>The public half as SSH has it in <c>authorized_keys</c> (RFC 5656), without a comment.</summary>
    public static string PublicSshLine(this ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        using var blob = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in (byte[][])[[.. "ecdsa-sha2-nistp256"u8], [.. "nistp256"u8], [4, .. point.X!, .. point.Y!]])
        {
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            blob.Write(length);
            blob.Write(part);
        }
        return $"ecdsa-sha2-nistp256 {Convert.ToBase64String(blob.ToArray())}";
    }

    /// <summary>Another signature each time.</summary>
    public static byte[] Sign(this ECDsa key, ReadOnlySpan<byte> data) =>
        key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public static bool Made(this ECDsa key, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> data) =>
        key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
}
