using System.Buffers.Binary;
using System.Text;

namespace Router.Daemon.Backups;

/// <summary>
/// An SSH host key as ssh-keygen(1) keeps it (OpenSSH's PROTOCOL.key): base64 between two lines, of <c>openssh-key-v1\0</c>, cipher, KDF,
/// its options, the number of keys, the public key and the private part, each but the number as a string with its length in 4 bytes in
/// front.
/// </summary>
internal sealed record HostKey(string Text, string PublicLine)
{
    private const string Kind = "ssh-ed25519";
    private const string Begin = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private const string End = "-----END OPENSSH PRIVATE KEY-----";
    private const int Longest = 16 << 10;

    /// <summary>Null: it is no Ed25519 key, or one with a passphrase.</summary>
    public static HostKey? TryRead(ReadOnlySpan<byte> file)
    {
        if (file.Length > Longest)
            return null;
        var text = Encoding.UTF8.GetString(file).ReplaceLineEndings("\n").Trim('\n');
        if (!text.StartsWith($"{Begin}\n", StringComparison.Ordinal) || !text.EndsWith($"\n{End}", StringComparison.Ordinal))
            return null;
        var body = new byte[text.Length];
        if (!Convert.TryFromBase64String(text[(Begin.Length + 1)..^(End.Length + 1)], body, out var length))
            return null;
        ReadOnlySpan<byte> rest = body.AsSpan(0, length);
        if (!rest.StartsWith("openssh-key-v1\0"u8))
            return null;
        rest = rest["openssh-key-v1\0"u8.Length..];
        if (!Take(ref rest, out var cipher) || !cipher.SequenceEqual("none"u8) || !Take(ref rest, out var derivation)
            || !derivation.SequenceEqual("none"u8) || !Take(ref rest, out _) || rest.Length < 4
            || BinaryPrimitives.ReadUInt32BigEndian(rest) != 1)
            return null;
        rest = rest[4..];
        if (!Take(ref rest, out var publicKey) || !Take(ref rest, out var secret) || rest.Length > 0)
            return null;
        var inner = publicKey;
        // The private part begins with one number twice, and holds the public key again.
        return Take(ref inner, out var kind) && kind.SequenceEqual("ssh-ed25519"u8) && inner.Length == 4 + 32
            && secret.Length > 8 + publicKey.Length && secret[..4].SequenceEqual(secret[4..8]) && secret[8..].StartsWith(publicKey)
            ? new HostKey($"{text}\n", $"{Kind} {Convert.ToBase64String(publicKey)}\n")
            : null;
    }

    private static bool Take(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (rest.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(rest) is var length && length > rest.Length - 4)
            return false;
        value = rest.Slice(4, (int)length);
        rest = rest[(4 + (int)length)..];
        return true;
    }
}
