using System.Buffers.Binary;
using System.Text;
using Router.Fleet.Inventories;

namespace Router.Fleet.KnownHosts;

/// <summary>
/// The host keys that are trusted, in OpenSSH's format (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT), read as ssh reads it: plain and hashed
/// names, patterns and negated ones, <c>[host]:port</c>, <c>@cert-authority</c>, <c>@revoked</c>.
/// </summary>
public sealed class KnownHostsList
{
    private const int UsualPort = 22;

    private readonly List<KnownHostsEntry> entries = [];

    /// <param name="lines">Of all files, in the order in which they are read.</param>
    public KnownHostsList(IEnumerable<(string Text, KnownHostsPlace Place)> lines) =>
        entries.AddRange(lines.Select(line => KnownHostsEntry.Parse(line.Text, line.Place)).OfType<KnownHostsEntry>());

    /// <summary>As a list writes it: the port only where it is not 22.</summary>
    public static string NameOf(string host, int port) =>
        port == UsualPort ? HostName.Canonical(host) : $"[{HostName.Canonical(host)}]:{port}";

    /// <summary>A line for a host that is new.</summary>
    public static string LineFor(string host, int port, ReadOnlySpan<byte> key) =>
        $"{NameOf(host, port)} {KeyType(key)} {Convert.ToBase64String(key)}";

    /// <summary>
    /// Where nothing is known of host and port, the key that is known of the host alone is good too. What is revoked for the host is so
    /// on every port.
    /// </summary>
    public HostKeyFinding Check(string host, int port, ShownHostKey shown)
    {
        var finding = Check(host, Of(NameOf(host, port)), shown);
        if (port == UsualPort || finding.Verdict == HostKeyVerdict.Revoked)
            return finding;
        var alone = Check(host, Of(NameOf(host, UsualPort)), shown);
        return alone.Verdict == HostKeyVerdict.Revoked
            || (alone.Verdict == HostKeyVerdict.Known && finding.Verdict == HostKeyVerdict.Unknown)
            ? alone
            : finding with { Why = finding.Why ?? alone.Why };
    }

    /// <summary>A host should be asked for these first, since it shows one key alone.</summary>
    public ExpectedKeys Expect(string host, int port)
    {
        var known = Of(NameOf(host, port));
        if (port != UsualPort && known.All(e => e.Marker == KnownHostsMarker.Revoked))
            known = Of(NameOf(host, UsualPort));
        return new ExpectedKeys(
            [.. known.Where(e => e.Marker == KnownHostsMarker.None).Select(e => e.Type).Distinct()],
            known.Any(e => e.Marker == KnownHostsMarker.Authority));
    }

    /// <summary>The name of its algorithm, which a key begins with; empty: it does not.</summary>
    public static string KeyType(ReadOnlySpan<byte> key)
    {
        if (key.Length < 4)
            return "";
        var length = BinaryPrimitives.ReadInt32BigEndian(key);
        return length > 0 && length <= key.Length - 4 ? Encoding.ASCII.GetString(key.Slice(4, length)) : "";
    }

    private List<KnownHostsEntry> Of(string name) => [.. entries.Where(e => HostPattern.ListMatches(e.Names, name))];

    private static HostKeyFinding Check(string host, List<KnownHostsEntry> known, ShownHostKey shown)
    {
        var certificate = shown.Certificate;
        if (Find(known, KnownHostsMarker.Revoked, shown.Key) is { } revoked)
            return new(HostKeyVerdict.Revoked, revoked.Place);
        if (certificate is not null && Find(known, KnownHostsMarker.Revoked, certificate.Authority) is { } revokedAuthority)
            return new(HostKeyVerdict.Revoked, revokedAuthority.Place, "the authority that signed its certificate is revoked");

        var authority = certificate is null ? null : Find(known, KnownHostsMarker.Authority, certificate.Authority);
        var why = authority is null ? null : certificate!.Refuse(HostName.Canonical(host));
        if (authority is not null && why is null)
            return new(HostKeyVerdict.Known, authority.Place);
        if (certificate is not null && authority is null && known.Any(e => e.Marker == KnownHostsMarker.Authority))
            why = "its certificate is signed by none of the authorities that are known of it";

        // A certificate that does not help is no harm: its key may be known for itself.
        if (Find(known, KnownHostsMarker.None, shown.Key) is { } same)
            return new(HostKeyVerdict.Known, same.Place);
        return known.FirstOrDefault(e => e.Marker == KnownHostsMarker.None) is { } other
            ? new(HostKeyVerdict.Changed, other.Place, why)
            : new(HostKeyVerdict.Unknown, null, why);
    }

    private static KnownHostsEntry? Find(List<KnownHostsEntry> known, KnownHostsMarker marker, byte[] key) =>
        known.FirstOrDefault(e => e.Marker == marker && e.Is(key));
}
