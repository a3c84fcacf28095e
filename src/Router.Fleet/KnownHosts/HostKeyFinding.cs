namespace Router.Fleet.KnownHosts;

/// <summary>What the lists say of a key.</summary>
public enum HostKeyVerdict
{
    Known,

    /// <summary>There is no key of this host.</summary>
    Unknown,

    /// <summary>There are keys of this host, and this is none of them.</summary>
    Changed,

    /// <summary>The key, or the authority that signed it, is marked <c>@revoked</c>.</summary>
    Revoked,
}

/// <summary>A line of a list, from 1.</summary>
public readonly record struct KnownHostsPlace(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}

/// <param name="Place">Of the entry that decided; null: none did.</param>
/// <param name="Why">Why its certificate did not help, where it showed one.</param>
public sealed record HostKeyFinding(HostKeyVerdict Verdict, KnownHostsPlace? Place = null, string? Why = null);

/// <summary>The key that a host showed, as on the wire (RFC 4253 section 6.6), and its certificate where it has one.</summary>
public sealed record ShownHostKey(byte[] Key, HostCertificate? Certificate = null);

/// <summary>What connections may expect of a host: types of key (<c>ssh-ed25519</c>), and whether an authority may speak for it.</summary>
public sealed record ExpectedKeys(IReadOnlyList<string> Types, bool Authorities);

/// <summary>
/// A host's certificate (OpenSSH's PROTOCOL.certkeys), its signature and its time being checked already.
/// </summary>
/// <param name="Authority">The key that signed it, as on the wire.</param>
/// <param name="ForHosts">False: it is a user's.</param>
/// <param name="Principals">The hosts that it is for, letter by letter: no patterns here; empty: any.</param>
/// <param name="HasConditions">It holds critical options; hosts have none that are known.</param>
public sealed record HostCertificate(byte[] Authority, bool ForHosts, IReadOnlyList<string> Principals, bool HasConditions)
{
    /// <summary>Null: it is good for this host.</summary>
    public string? Refuse(string host) => this switch
    {
        { ForHosts: false } => "its certificate is a user's and no host's",
        { HasConditions: true } => "its certificate has conditions that are not known here",
        { Principals.Count: > 0 } when !Principals.Contains(host) =>
            $"its certificate is for {string.Join(", ", Principals.Take(5))} and not for {host}",
        _ => null,
    };
}
