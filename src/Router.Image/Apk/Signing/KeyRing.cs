using System.Security.Cryptography;

namespace Router.Image.Apk.Signing;

/// <summary>The trusted public keys: signatures of v2 name the file of the key, those of v3 its ID.</summary>
/// <param name="folder">Where they are, for messages.</param>
public sealed class KeyRing(string folder = "the keys directory") : IDisposable
{
    private readonly Dictionary<string, TrustedKey> keys = [];

    /// <summary>Names of the keys, for messages.</summary>
    public IReadOnlyCollection<string> Names => keys.Keys;

    /// <summary>Where they are, for messages.</summary>
    public string Folder => folder;

    /// <summary>Trusts a public RSA or P-256 key in PEM.</summary>
    /// <exception cref="ApkException">It is no such key.</exception>
    public void Add(string name, string pem) =>
        keys[name] = TrustedKey.FromPem(pem) ?? throw new ApkException(
            $"key {name}: not a public RSA or P-256 key in PEM; take it out of the keys directory or put the right file there");

    public void Dispose()
    {
        foreach (var key in keys.Values)
            key.Dispose();
    }

    internal bool Has(string name) => keys.ContainsKey(name);

    /// <summary>The name of the key with this ID; null: it is not trusted.</summary>
    internal string? NameOf(ReadOnlySpan<byte> id)
    {
        foreach (var (name, key) in keys)
        {
            if (key.Id.AsSpan().SequenceEqual(id))
                return name;
        }

        return null;
    }

    /// <summary>Whether the key of this name made the signature, by RSA over SHA-256 or SHA-1.</summary>
    internal bool Verifies(string keyName, bool sha256, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) =>
        keys[keyName].VerifiesByRsa(signed, signature, sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);

    /// <summary>Whether the key with this ID made the signature, over SHA-512.</summary>
    internal bool Verifies(ReadOnlySpan<byte> id, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) =>
        NameOf(id) is { } name && keys[name].Verifies(signed, signature);
}
