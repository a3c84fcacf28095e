namespace Router.Api.Contract;

/// <summary>
/// The configuration that runs. <paramref name="Generation"/> null: the empty one, or one that waits for its
/// confirmation, which then must come before <paramref name="ConfirmBefore"/>. <paramref name="Notes"/>: what went
/// otherwise than the startup file asks for.
/// </summary>
public sealed record RunningStatus(
    int? Generation, string By, DateTimeOffset? At, string? Comment, DateTimeOffset? ConfirmBefore, IReadOnlyList<string> Notes);

/// <summary>
/// <paramref name="Name"/> is the admin's (null: not configured), <paramref name="Device"/> the kernel's.
/// <paramref name="State"/>: <c>up</c>, <c>no carrier</c>, <c>down</c> or <c>missing</c>.
/// </summary>
public sealed record InterfaceStatus(
    string? Name,
    string Device,
    string? Zone,
    string Kind,
    string State,
    string? Mac,
    int Mtu,
    string? Bridge,
    IReadOnlyList<AddressStatus> Addresses,
    ulong ReceivedBytes,
    ulong ReceivedPackets,
    ulong SentBytes,
    ulong SentPackets);

/// <summary>
/// <paramref name="Address"/> with its prefix length; <paramref name="Origin"/>: <c>static</c>, <c>dynamic</c> or <c>link-local</c>.
/// </summary>
public sealed record AddressStatus(string Address, string Origin);

/// <summary>A route of the main table. <paramref name="Interface"/> is the admin's name of <paramref name="Device"/>.</summary>
public sealed record RouteStatus(
    string Destination, string? Via, string? Device, string? Interface, string Protocol, string Kind, uint? Metric, string? Source);

/// <summary><paramref name="Hook"/> and <paramref name="Policy"/>: of a base chain only.</summary>
public sealed record ChainStatus(string Name, string? Hook, string? Policy, IReadOnlyList<RuleStatus> Rules);

/// <summary><paramref name="Text"/> is nft's own notation. No counter: null.</summary>
public sealed record RuleStatus(string Text, string? Comment, ulong? Packets, ulong? Bytes);

/// <summary><paramref name="Reason"/>: why it does not run, although it is wanted.</summary>
public sealed record ServiceStatus(string Name, bool Wanted, bool Running, int? ProcessId, double? ForSeconds, string? Reason);

public sealed record LogLine(DateTimeOffset? Time, string Level, string Source, string Text);

/// <summary><paramref name="Expires"/> null: never.</summary>
public sealed record LeaseStatus(string Address, string Mac, string? Name, DateTimeOffset? Expires);

/// <summary>A flow that connection tracking knows, as the side that opened it sees it.</summary>
public sealed record SessionStatus(
    string Protocol, string Source, int SourcePort, string Destination, int DestinationPort, string? State, int ExpiresSeconds);

/// <summary>
/// <paramref name="State"/> in the words of RFC 4271 (<c>Established</c>); <paramref name="Seconds"/>: for so long up, or down; null: never
/// up.
/// <paramref name="Family"/>: <c>ipv4</c> or <c>ipv6</c>.
/// </summary>
public sealed record BgpNeighbourStatus(string Address, string Family, long As, string State, long? Seconds, int Received, int Sent)
{
    /// <summary>Null: the main table's.</summary>
    public string? Vrf { get; init; }
}

/// <summary>A session that a commit would end. <paramref name="Kind"/>: <c>ssh</c>, <c>bgp</c>, <c>tunnel</c> or <c>tcp</c>.</summary>
public sealed record LostSessionStatus(
    string Kind, string Protocol, string Source, int SourcePort, string Destination, int DestinationPort, string Reason);

public sealed record GenerationStatus(
    int Number, DateTimeOffset At, string By, string Origin, string? Comment, string? Checkpoint, bool Running, bool Startup);

/// <summary>
/// A commit that was to be confirmed. <paramref name="Why"/> it went back, at <paramref name="Until"/>; null: it waits, and goes back then.
/// </summary>
public sealed record AttemptStatus(DateTimeOffset At, string By, string Origin, string? Comment, DateTimeOffset Until, string? Why);

/// <summary>
/// <paramref name="Text"/> is a whole word; one in angle brackets (<c>&lt;address&gt;</c>) stands for a value of that shape.
/// </summary>
public sealed record CompletionItem(string Text, string Help);

/// <summary>
/// A session of the console, of a push or of a script. <paramref name="Doing"/>: the request that is being answered, null for none;
/// <paramref name="IdleSeconds"/>: since the last request or key. <paramref name="UrgentOnly"/>: beyond the user's share.
/// <paramref name="Own"/>: the one that asks.
/// </summary>
public sealed record UserSessionStatus(
    int Id, string User, string Role, string Origin, DateTimeOffset Since,
    double IdleSeconds, string? Doing, int Process, bool UrgentOnly, bool Own);
