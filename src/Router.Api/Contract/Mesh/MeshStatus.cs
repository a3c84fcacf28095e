namespace Router.Api.Contract;

/// <summary>
/// <paramref name="Role"/>: <c>hub</c> or <c>spoke</c>. <paramref name="State"/>: <c>up</c>, <c>registering</c> or <c>down</c>,
/// and why. <paramref name="PublicAddress"/>: where the hubs see us, behind a NAT.
/// </summary>
public sealed record MeshStatus(
    string Name,
    string Role,
    string State,
    string Reason,
    string Overlay,
    string Underlay,
    string? Address,
    string? PublicAddress,
    string Protection,
    IReadOnlyList<MeshHubStatus> Hubs,
    int Peers,
    int Shortcuts,
    IReadOnlyDictionary<string, long> Counters)
{
    /// <summary>The tunnels that protect it; null: they go in clear.</summary>
    public MeshIpsecStatus? Ipsec { get; init; }

    /// <summary>The routing domain of what goes inside; null: the main table's.</summary>
    public string? Vrf { get; init; }

    /// <summary>What a shorter way was looked for and none found: packets there stay on their way by the hub.</summary>
    public IReadOnlyList<MeshDetourStatus> ByHub { get; init; } = [];
}

public sealed record MeshDetourStatus(string To, string Reason);

/// <summary><paramref name="Trouble"/>: why strongSwan does not answer; null: it does.</summary>
public sealed record MeshIpsecStatus(string? Trouble, IReadOnlyList<MeshTunnelStatus> Tunnels);

/// <summary>
/// IPsec with an underlay address. <paramref name="State"/>: <c>up</c>, <c>negotiating</c>, <c>down</c>, or <c>orphaned</c> (strongSwan was
/// restarted and the kernel still has it). <paramref name="Identity"/>: who the peer proved to be.
/// </summary>
public sealed record MeshTunnelStatus(string Nbma, string? Identity, string State, double Seconds, string Reason);

public sealed record MeshHubStatus(string Hub, string? Nbma, string? Overlay, string State, double Seconds, string Reason, bool Preferred);

/// <summary>
/// <paramref name="Kind"/>: <c>hub</c>, <c>peer</c> (registered here) or <c>shortcut</c>. In <paramref name="State"/> since
/// <paramref name="Seconds"/>.
/// </summary>
public sealed record MeshPeerStatus(
    string Mesh, string Overlay, string? Nbma, string Kind, string State, double Seconds, string Reason, string? Identity)
{
    /// <summary>IPsec with it; null: it goes in clear, or there is none.</summary>
    public MeshTunnelStatus? Ipsec { get; init; }
}

/// <summary><paramref name="ClaimedNbma"/>: what the peer calls itself, where it is behind a NAT. Seconds until it expires.</summary>
public sealed record MeshCacheEntry(string Mesh, string Overlay, string Nbma, string? ClaimedNbma, bool Unique, double ExpiresSeconds);

public sealed record MeshShortcutStatus(
    string Mesh, string Prefix, string? Via, string? Nbma, string State, bool Used, double Seconds, double? ExpiresSeconds, string Reason);

public sealed record MeshEventStatus(DateTimeOffset Time, string Mesh, string Subject, string Text);
