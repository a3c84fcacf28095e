using System.Security.Cryptography;
using System.Text;

namespace Router.Fleet.KnownHosts;

/// <summary>What the list says of a key.</summary>
public enum HostKeyVerdict
{
    Known,

    /// <summary>There is no key of this host.</summary>
    Unknown,

    /// <summary>There are keys of this host, and this is none of them.</summary>
    Changed,

    /// <summary>The key is marked <c>@revoked</c>.</summary>
    Revoked,
}

/// <summary>
/// The host keys that are trusted, in OpenSSH's format (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): plain and hashed names,
/// patterns, <c>[host]:port</c>, <c>@revoked</c>. Lines of authorities are passed over.
/// </summary>
public sealed class KnownHostsList
{
    private readonly List<Entry> entries = [];

    public KnownHostsList(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var fields = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            var marker = fields is [['@', ..], ..] ? fields[0] : "";
            if (marker.Length > 0)
                fields = fields[1..];
            if (fields.Length >= 3 && !fields[0].StartsWith('#') && marker is "" or "@revoked" && TryBase64(fields[2], out var key))
                entries.Add(new Entry(fields[0].Split(','), fields[1], key, marker.Length > 0));
        }
    }

    /// <summary>As the list writes it: the port only where it is not 22.</summary>
    public static string NameOf(string host, int port) => port == 22 ? host : $"[{host}]:{port}";

    /// <summary>A line for a host that is new.</summary>
    public static string LineFor(string host, int port, ReadOnlySpan<byte> key) =>
        $"{NameOf(host, port)} {KeyType(key)} {Convert.ToBase64String(key)}";

    /// <summary><paramref name="key"/> as on the wire (RFC 4253 section 6.6).</summary>
    public HostKeyVerdict Check(string host, int port, ReadOnlySpan<byte> key)
    {
        var verdict = HostKeyVerdict.Unknown;
        foreach (var entry in Of(host, port))
        {
            var same = key.SequenceEqual(entry.Key);
            if (same && entry.Revoked)
                return HostKeyVerdict.Revoked;
            if (!entry.Revoked && verdict != HostKeyVerdict.Known)
                verdict = same ? HostKeyVerdict.Known : HostKeyVerdict.Changed;
        }
        return verdict;
    }

    /// <summary>The types of key that are known of a host (<c>ssh-ed25519</c>): it should be asked for these first.</summary>
    public IReadOnlyList<string> TypesOf(string host, int port) => [.. Of(host, port).Where(e => !e.Revoked).Select(e => e.Type).Distinct()];

    /// <summary>The name of its algorithm, which a key begins with; empty: it does not.</summary>
    public static string KeyType(ReadOnlySpan<byte> key)
    {
        if (key.Length < 4)
            return "";
        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(key);
        return length > 0 && length <= key.Length - 4 ? Encoding.ASCII.GetString(key.Slice(4, length)) : "";
    }

    private IEnumerable<Entry> Of(string host, int port)
    {
        var name = NameOf(host.ToLowerInvariant(), port);
        return entries.Where(e => e.Matches(name));
    }

    private static bool TryBase64(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        var good = Convert.TryFromBase64String(text, bytes, out var length);
        bytes = bytes[..length];
        return good;
    }

    private sealed record Entry(string[] Patterns, string Type, byte[] Key, bool Revoked)
    {
        public bool Matches(string name)
        {
            var found = false;
            foreach (var pattern in Patterns)
            {
                if (pattern.StartsWith('!') && Glob(pattern.AsSpan(1), name))
                    return false;
                found |= pattern.StartsWith("|1|", StringComparison.Ordinal) ? Hashed(pattern, name) : Glob(pattern, name);
            }
            return found;
        }

        /// <summary><c>|1|SALT|HMAC-SHA1 of the name</c>, both in base64.</summary>
        private static bool Hashed(string pattern, string name) =>
            pattern.Split('|') is [_, _, var salt, var hash] && TryBase64(salt, out var key) && TryBase64(hash, out var expected)
            && Hash(key, name).AsSpan().SequenceEqual(expected);

#pragma warning disable CA5350 // The format says SHA-1; it hides names and protects nothing.
        private static byte[] Hash(byte[] salt, string name) => HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes(name));
#pragma warning restore CA5350

        private static bool Glob(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) =>
            System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);
    }
}
