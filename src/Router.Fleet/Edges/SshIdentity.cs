using System.Security.Cryptography;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;
using Renci.SshNet.Security.Cryptography;

namespace Router.Fleet.Edges;

/// <summary>A private key and the certificate beside it, decrypted once and used by every connection.</summary>
public sealed class SshIdentity
{
    private const int LongestFile = 64 * 1024;

    /// <summary>What ssh signs with an RSA key (RFC 8332), best first: a current sshd takes no SHA-1.</summary>
    private static readonly (string Name, HashAlgorithmName Hash)[] RsaSignatures =
        [("rsa-sha2-512", HashAlgorithmName.SHA512), ("rsa-sha2-256", HashAlgorithmName.SHA256)];

    private readonly Key key;
    private readonly Certificate? certificate;

    private SshIdentity(string path, Key key)
    {
        (Path, this.key) = (path, key);
        if (File.Exists(CertificatePath))
            (certificate, Remark) = SshCertificateFile.Load(CertificatePath, Plain(key).Data);
    }

    public string Path { get; }

    /// <summary>What is wrong with the certificate beside the key: then the key goes alone. Null: nothing.</summary>
    public string? Remark { get; }

    private string CertificatePath => $"{Path}-cert.pub";

    /// <summary>Null <paramref name="passphrase"/>: the key is not encrypted.</summary>
    /// <exception cref="SshIdentityException">It is no private key, or the passphrase is wrong or missing.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SshIdentity Load(string path, string? passphrase)
    {
        var bytes = SmallFile.Read(path, LongestFile)
            ?? throw new SshIdentityException($"it is not a private key: it is longer than {LongestFile / 1024} KiB", needsPassphrase: false);
        var text = Encoding.Latin1.GetString(bytes);
        if (KeyText.WhyNotPrivate(text) is { } why)
            throw new SshIdentityException(why, needsPassphrase: false);
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            return new SshIdentity(path, new PrivateKeyFile(stream, passphrase).Key);
        }
        // The library says no by a different exception in each format and for each way to be wrong.
        catch (Exception e) when (e is not IOException)
        {
            if (passphrase is not null)
                throw new SshIdentityException("the passphrase does not fit", needsPassphrase: false, e);
            throw e is SshPassPhraseNullOrEmptyException || KeyText.IsEncrypted(text)
                ? new SshIdentityException("the key is encrypted", needsPassphrase: true, e)
                : new SshIdentityException($"it is not a private key that can be used: {e.Message}", needsPassphrase: false, e);
        }
    }

    /// <summary>Signing keeps state, so each connection has a source of its own. The certificate goes first, as with ssh.</summary>
    internal IPrivateKeySource Source() => new Offer([.. Certified(), .. Bare()]);

    private IEnumerable<HostAlgorithm> Certified()
    {
        if (certificate is null)
            return [];
        return key is RsaKey rsa
            ? RsaSignatures.Select(s => new CertificateHostAlgorithm(s.Name + Algorithms.CertificateSuffix, rsa, certificate, new RsaDigitalSignature(rsa, s.Hash)))
            : [new CertificateHostAlgorithm(certificate.Name, key, certificate)];
    }

    private IEnumerable<HostAlgorithm> Bare() => key is RsaKey rsa
        ? RsaSignatures.Select(s => new KeyHostAlgorithm(s.Name, rsa, new RsaDigitalSignature(rsa, s.Hash)))
        : [Plain(key)];

    private static KeyHostAlgorithm Plain(Key key) => new(key.ToString(), key);

    private sealed record Offer(IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms) : IPrivateKeySource;
}

public sealed class SshIdentityException(string message, bool needsPassphrase, Exception? inner = null) : Exception(message, inner)
{
    public bool NeedsPassphrase { get; } = needsPassphrase;
}
