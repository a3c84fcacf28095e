using System.Security.Cryptography;
using Router.Core.Trust;

namespace Router.Image.Trust;

/// <summary>The private half of a key that signs releases.</summary>
public sealed class ReleaseSigner : IDisposable
{
    public const string PassphraseVariable = "ROUTER_RELEASE_PASSPHRASE";

    private readonly ECDsa key;

    private ReleaseSigner(string name, ECDsa key) => (Name, this.key) = (name, key);

    public string Name { get; }

    /// <summary>The public half, good without an end.</summary>
    public ReleaseKey Public => new() { Name = Name, Pem = key.PublicPem() };

    public static ReleaseSigner Generate(string name) => new(name, P256.Generate());

    /// <summary>Reads PKCS #8 in PEM.</summary>
    /// <param name="name">Of the key.</param>
    /// <param name="pem">With a passphrase or without.</param>
    /// <param name="passphrase">Null: nobody gave one.</param>
    /// <exception cref="ImageException">It is no such key, or the passphrase is wrong or missing.</exception>
    public static ReleaseSigner FromPem(string name, string pem, string? passphrase)
    {
        var key = ECDsa.Create();
        try
        {
            PrivateKeyText.Read(key, name, pem, passphrase, "private key on P-256");
            P256.Open(key.PublicPem()).Dispose();
            return new ReleaseSigner(name, key);
        }
        catch (FormatException e)
        {
            key.Dispose();
            throw PrivateKeyText.Bad(name, "private key on P-256", e);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>PKCS #8 in PEM, encrypted where there is a passphrase.</summary>
    public string ToPem(string? passphrase) => PrivateKeyText.Write(key, passphrase);

    /// <summary>ECDSA over SHA-256, as a DER sequence; another one each time.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => key.Sign(data);

    public void Dispose() => key.Dispose();
}
