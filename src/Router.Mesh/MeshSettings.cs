using System.Net;
using Router.Core.Values;
using Router.Documents;

namespace Router.Mesh;

/// <summary>One mesh as this device takes part in it.</summary>
public sealed record MeshSettings
{
    /// <summary>Our address on the underlay.</summary>
    public required IPAddress Nbma { get; init; }

    /// <summary>Our address on the overlay; its prefix is the mesh's network.</summary>
    public required InterfaceAddress Overlay { get; init; }

    /// <summary>How long others may keep what we register. The wire holds whole seconds, 65,535 at most.</summary>
    public TimeSpan HoldingTime { get; init; } = TimeSpan.FromHours(2);

    /// <summary>
    /// How often a registration is renewed, and a dead hub found by it; null: at a third of the holding time, once a minute at least.
    /// </summary>
    public TimeSpan? Renewal { get; init; }

    /// <summary>Up to 8 characters, sent in clear as Cisco does; null: none. What comes with another key is dropped.</summary>
    public string? Authentication { get; init; }

    /// <summary>In order of preference where priorities are equal; none: we are a hub.</summary>
    public ValueList<HubSettings> Hubs { get; init; } = [];

    /// <summary>Whether others may register here; null: when we have no hubs ourselves.</summary>
    public bool? Serves { get; init; }

    /// <summary>Registrations ask the hub to refuse the same overlay address from elsewhere.</summary>
    public bool Unique { get; init; } = true;

    public MeshPhase Phase { get; init; } = MeshPhase.Three;

    /// <summary>
    /// Peers are secured by IPsec: nothing is sent to or taken from one that is not, and a shortcut waits until its peer is.
    /// </summary>
    public bool Secured { get; init; }

    /// <summary>
    /// Who has the key that all share may claim any identity: one that is alive is asked before another one gets its address.
    /// </summary>
    public bool SharedKey { get; init; }

    /// <summary>Overlay addresses that only certain IKE identities may have. The first to register keeps any other.</summary>
    public ValueList<PeerBinding> Bindings { get; init; } = [];

    /// <summary>What a packet on the overlay may have, bytes; told to peers. 0: not said.</summary>
    public ushort Mtu { get; init; }

    /// <summary>
    /// Without IPsec: a way to or from behind a NAT is tried before it is used, and the other side opens its NAT meanwhile.
    /// </summary>
    public bool ProbeNat { get; init; } = true;

    /// <summary>Random on a device, so that a guess or an old packet answers nothing.</summary>
    public uint FirstRequestId { get; init; } = 1;

    /// <summary>How many peers may register; more are refused with code 5.</summary>
    public int MaximumPeers { get; init; } = 100_000;

    /// <summary>How many of them may come from one underlay address.</summary>
    public int MaximumPeersPerSource { get; init; } = 10_000;

    public int MaximumShortcuts { get; init; } = 16_384;

    /// <summary>Resolution requests a second that are answered or passed on for one underlay address.</summary>
    public int ResolutionsPerSecond { get; init; } = 1000;
}

/// <summary>How far peers go without the hub.</summary>
public enum MeshPhase
{
    /// <summary>All packets go through the hub.</summary>
    One = 1,

    /// <summary>Peers ask for each other's underlay address when the routing table names them as next hop.</summary>
    Two,

    /// <summary>Hubs say where packets turn around, and peers take shortcuts to the prefixes behind others.</summary>
    Three,
}

/// <summary>
/// A hub: where it is on the underlay (null: only <see cref="Name"/> says it), and its overlay address where that is known
/// beforehand.
/// </summary>
public sealed record HubSettings(IPAddress? Nbma, IPAddress? Overlay = null)
{
    /// <summary>A DNS name; resolved at start, again each five minutes, and whenever the hub does not answer.</summary>
    public string? Name { get; init; }

    /// <summary>The lowest that answers is preferred.</summary>
    public int Priority { get; init; }
}

/// <summary>The overlay address belongs to who proves this IKE identity.</summary>
public sealed record PeerBinding(IPAddress Overlay, string Identity);
