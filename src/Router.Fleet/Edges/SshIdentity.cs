using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace Router.Fleet.Edges;

/// <summary>A private key, decrypted once and used by every connection.</summary>
public sealed class SshIdentity
{
    private readonly Key key;

    private SshIdentity(string path, Key key) => (Path, this.key) = (path, key);

    public string Path { get; }

    /// <summary>Null <paramref name="passphrase"/>: the key is not encrypted.</summary>
    /// <exception cref="SshIdentityException">It is no private key, or the passphrase is wrong or missing.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SshIdentity Load(string path, string? passphrase)
    {
        try
        {
            return new SshIdentity(path, new PrivateKeyFile(path, passphrase).Key);
        }
        catch (SshPassPhraseNullOrEmptyException e)
        {
            throw new SshIdentityException("the key is encrypted", needsPassphrase: true, e);
        }
        catch (SshException e)
        {
            throw new SshIdentityException(passphrase is null ? "it is not a private key that can be used" : "the passphrase does not fit", needsPassphrase: false, e);
        }
    }

    /// <summary>Signing keeps state, so each connection has a source of its own.</summary>
    internal PrivateKeyFile Source() => new(key);
}

public sealed class SshIdentityException(string message, bool needsPassphrase, Exception inner) : Exception(message, inner)
{
    public bool NeedsPassphrase { get; } = needsPassphrase;
}
