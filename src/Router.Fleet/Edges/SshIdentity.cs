using System.Security.Cryptography;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;
using Renci.SshNet.Security.Cryptography;
using Router.Fleet.KnownHosts;

namespace Router.Fleet.Edges;

/// <summary>
/// A key that logs in: of a file, with the certificate beside it, decrypted once and used by every connection; or one that an agent holds.
/// </summary>
public sealed class SshIdentity
{
    private const int LongestFile = 64 * 1024;

    /// <summary>What ssh signs with an RSA key (RFC 8332), best first: a current sshd takes no SHA-1.</summary>
    private static readonly (string Name, HashAlgorithmName Hash)[] RsaSignatures =
        [("rsa-sha2-512", HashAlgorithmName.SHA512), ("rsa-sha2-256", HashAlgorithmName.SHA256)];

    private readonly Func<IReadOnlyCollection<HostAlgorithm>> algorithms;

    internal SshIdentity(string path, byte[] publicKey, Func<IReadOnlyCollection<HostAlgorithm>> algorithms, string? remark = null) =>
        (Path, PublicKey, this.algorithms, Remark) = (path, publicKey, algorithms, remark);

    /// <summary>Its file, or the agent and the agent's remark on it.</summary>
    public string Path { get; }

    /// <summary>As on the wire (RFC 4253 section 6.6).</summary>
    public byte[] PublicKey { get; }

    /// <summary>What is wrong with the certificate beside the key: then the key goes alone. Null: nothing.</summary>
    public string? Remark { get; }

    /// <param name="path">Its file.</param>
    /// <param name="passphrase">Null: the key is not encrypted.</param>
    /// <param name="certificates">
    /// Files of certificates besides the one that lies beside the key; those of other keys count for nothing.
    /// </param>
    /// <exception cref="SshIdentityException">It is no private key, or the passphrase is wrong or missing.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SshIdentity Load(string path, string? passphrase, IReadOnlyList<string>? certificates = null)
    {
        var bytes = SmallFile.Read(path, LongestFile)
            ?? throw new SshIdentityException(
                $"it is not a private key: it is longer than {LongestFile / 1024} KiB", needsPassphrase: false);
        var text = Encoding.Latin1.GetString(bytes);
        if (KeyText.WhyNotPrivate(text) is { } why)
            throw new SshIdentityException(why, needsPassphrase: false);
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            return Of(path, new PrivateKeyFile(stream, passphrase).Key, certificates ?? []);
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

    /// <summary>What a file as <c>ssh-keygen</c> writes it beside a key holds, as on the wire; null: nothing of that kind.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[]? PublicKeyOf(string path) =>
        File.Exists(path) && SmallFile.Read(path, LongestFile) is { } bytes
        && Encoding.Latin1.GetString(bytes).Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries) is [_, var text, ..]
        && Base64.TryDecode(text, out var key)
            ? key
            : null;

    /// <summary>Signing keeps state, so each connection has a source of its own.</summary>
    internal IPrivateKeySource Source() => new Offer(algorithms());

    private static SshIdentity Of(string path, Key key, IReadOnlyList<string> certificates)
    {
        var publicKey = Plain(key).Data;
        var named = certificates.Where(File.Exists)
            .Select(file => SshCertificateFile.Load(file, publicKey).Certificate)
            .FirstOrDefault(found => found is not null);
        var beside = $"{path}-cert.pub";
        var (certificate, remark) = named is null && File.Exists(beside) ? SshCertificateFile.Load(beside, publicKey) : (named, null);
        // The certificate goes first, as with ssh.
        return new SshIdentity(path, publicKey, () => [.. Certified(key, certificate), .. Bare(key)], remark);
    }

    private static IEnumerable<HostAlgorithm> Certified(Key key, Certificate? certificate)
    {
        if (certificate is null)
            return [];
        return key is RsaKey rsa
            ? RsaSignatures.Select(s => new CertificateHostAlgorithm(
                s.Name + Algorithms.CertificateSuffix, rsa, certificate, new RsaDigitalSignature(rsa, s.Hash)))
            : [new CertificateHostAlgorithm(certificate.Name, key, certificate)];
    }

    private static IEnumerable<HostAlgorithm> Bare(Key key) => key is RsaKey rsa
        ? RsaSignatures.Select(s => new KeyHostAlgorithm(s.Name, rsa, new RsaDigitalSignature(rsa, s.Hash)))
        : [Plain(key)];

    private static KeyHostAlgorithm Plain(Key key) => new(key.ToString(), key);

    private sealed record Offer(IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms) : IPrivateKeySource;
}

public sealed class SshIdentityException(string message, bool needsPassphrase, Exception? inner = null) : Exception(message, inner)
{
    public bool NeedsPassphrase { get; } = needsPassphrase;
}
