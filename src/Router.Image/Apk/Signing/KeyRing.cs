using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Router.Image.Apk.Signing;

/// <summary>The trusted public keys, by file name.</summary>
public sealed class KeyRing : IDisposable
{
    private readonly Dictionary<string, RSA> keys = [];

    /// <summary>Names of the keys, for messages.</summary>
    public IReadOnlyCollection<string> Names => keys.Keys;

    /// <summary>Trusts a public RSA key in PEM.</summary>
    /// <exception cref="ApkException">It is not a public RSA key.</exception>
    public void Add(string name, string pem)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            throw new ApkException(
                $"key {name}: not a public RSA key in PEM; take it out of the keys directory or put the right file there", e);
        }

        keys[name] = rsa;
    }

    public void Dispose()
    {
        foreach (var key in keys.Values)
            key.Dispose();
    }

    internal bool Has(string name) => keys.ContainsKey(name);

    [SuppressMessage("Security", "CA5350", Justification = "packages of Alpine are signed with SHA-1")]
    internal bool Verifies(string keyName, bool sha256, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) =>
        keys[keyName].VerifyData(signed, signature, sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
}
