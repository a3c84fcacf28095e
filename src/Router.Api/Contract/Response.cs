using System.Text.Json.Serialization;
using Router.Documents;

namespace Router.Api.Contract;

/// <summary>What the daemon answers. On the wire the property <c>response</c> says which; <c>--json</c> prints the rest.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "response")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Welcome), "welcome")]
[JsonDerivedType(typeof(Version), "version")]
[JsonDerivedType(typeof(SystemStatus), "system")]
[JsonDerivedType(typeof(Interfaces), "interfaces")]
[JsonDerivedType(typeof(Routes), "routes")]
[JsonDerivedType(typeof(Firewall), "firewall")]
[JsonDerivedType(typeof(Services), "services")]
[JsonDerivedType(typeof(Log), "log")]
[JsonDerivedType(typeof(Leases), "leases")]
[JsonDerivedType(typeof(Sessions), "sessions")]
[JsonDerivedType(typeof(Users), "users")]
[JsonDerivedType(typeof(Bgp), "bgp")]
[JsonDerivedType(typeof(Document), "document")]
[JsonDerivedType(typeof(History), "history")]
[JsonDerivedType(typeof(Drift), "drift")]
[JsonDerivedType(typeof(Secrets), "secrets")]
[JsonDerivedType(typeof(SetFiles), "set-files")]
[JsonDerivedType(typeof(Difference), "difference")]
[JsonDerivedType(typeof(Committed), "committed")]
[JsonDerivedType(typeof(Forecast), "forecast")]
[JsonDerivedType(typeof(Completions), "completions")]
[JsonDerivedType(typeof(Flow), "flow")]
[JsonDerivedType(typeof(Packet), "packet")]
[JsonDerivedType(typeof(Event), "event")]
[JsonDerivedType(typeof(Line), "line")]
[JsonDerivedType(typeof(End), "end")]
[JsonDerivedType(typeof(Meshes), "meshes")]
[JsonDerivedType(typeof(MeshPeers), "mesh-peers")]
[JsonDerivedType(typeof(MeshCache), "mesh-cache")]
[JsonDerivedType(typeof(MeshShortcuts), "mesh-shortcuts")]
[JsonDerivedType(typeof(MeshEvents), "mesh-events")]
[JsonDerivedType(typeof(MeshTopology), "mesh-topology")]
[JsonDerivedType(typeof(MeshPaths), "mesh-paths")]
[JsonDerivedType(typeof(MeshPacket), "mesh-packet")]
[JsonDerivedType(typeof(Unknown), "unknown")]
public abstract record Response
{
    private Response()
    {
    }

    /// <summary>It is done; <paramref name="Message"/> is for people and may be empty.</summary>
    public sealed record Done(string Message) : Response;

    /// <summary>It is not done, and nothing was changed. <paramref name="Problems"/> are those of a document, all at once.</summary>
    public sealed record Failed(
        [property: JsonPropertyName("error")] FailureKind Kind, string Message, string? Hint, IReadOnlyList<Problem> Problems) : Response;

    /// <summary>
    /// <paramref name="Notes"/>: what a person should know before anything else (boot from an older generation, …).
    /// <paramref name="Session"/>: what events call this connection.
    /// </summary>
    public sealed record Welcome(string User, string Role, string Hostname, IReadOnlyList<string> Notes, string? Session = null) : Response;

    /// <summary>
    /// <paramref name="Source"/>: <c>lab</c>, <c>alpine</c>, or <c>none</c> without an image manifest.
    /// <paramref name="Ready"/>: the network of the boot is applied. <paramref name="ServicesReady"/>: its services too.
    /// </summary>
    public sealed record Version(
        string Product,
        string Hostname,
        string Board,
        string Source,
        string? Image,
        string Kernel,
        double UptimeSeconds,
        bool Ready,
        bool ServicesReady,
        RunningStatus Configuration) : Response;

    /// <summary>Bytes; load averages of 1, 5 and 15 minutes. Disk: the file system of the state directory.</summary>
    public sealed record SystemStatus(
        string Hostname,
        DateTimeOffset Time,
        double UptimeSeconds,
        IReadOnlyList<double> Load,
        long MemoryTotal,
        long MemoryAvailable,
        long DaemonMemory,
        string StateDirectory,
        long DiskTotal,
        long DiskFree) : Response;

    public sealed record Interfaces([property: JsonPropertyName("interfaces")] IReadOnlyList<InterfaceStatus> Items) : Response;

    public sealed record Routes([property: JsonPropertyName("routes")] IReadOnlyList<RouteStatus> Items) : Response;

    /// <summary><paramref name="Loaded"/> false: the kernel has no table of ours.</summary>
    public sealed record Firewall(bool Loaded, string? Fingerprint, IReadOnlyList<ChainStatus> Chains) : Response;

    public sealed record Services([property: JsonPropertyName("services")] IReadOnlyList<ServiceStatus> Items) : Response;

    public sealed record Log([property: JsonPropertyName("lines")] IReadOnlyList<LogLine> Items) : Response;

    public sealed record Leases([property: JsonPropertyName("leases")] IReadOnlyList<LeaseStatus> Items) : Response;

    /// <summary><paramref name="Total"/> may be more than what is listed.</summary>
    public sealed record Sessions(int Total, [property: JsonPropertyName("sessions")] IReadOnlyList<SessionStatus> Items) : Response;

    /// <summary>Who is connected to this router's console, oldest first.</summary>
    public sealed record Users([property: JsonPropertyName("users")] IReadOnlyList<UserSessionStatus> Items) : Response;

    /// <summary><paramref name="As"/> null: no BGP runs here.</summary>
    public sealed record Bgp(long? As, string? RouterId, [property: JsonPropertyName("neighbours")] IReadOnlyList<BgpNeighbourStatus> Items)
        : Response;

    /// <summary>YAML; a secret is the reference that it is in the document.</summary>
    public sealed record Document(string Text) : Response;

    /// <summary><paramref name="Attempts"/>: the commit that waits for its confirmation, and those that went back; newest first.</summary>
    public sealed record History(
        [property: JsonPropertyName("generations")] IReadOnlyList<GenerationStatus> Items,
        IReadOnlyList<AttemptStatus>? Attempts = null) : Response;

    /// <summary>
    /// <paramref name="Heals"/>: it is made as configured again. <paramref name="At"/>: of the last look; null: none yet.
    /// </summary>
    public sealed record Drift(bool Heals, DateTimeOffset? At, [property: JsonPropertyName("drift")] IReadOnlyList<string> Items) : Response
    {
        /// <summary>What cannot be yet and is no drift: it comes by itself.</summary>
        public IReadOnlyList<string> Waiting { get; init; } = [];
    }

    public sealed record Secrets([property: JsonPropertyName("names")] IReadOnlyList<string> Items) : Response;

    /// <summary>Names.</summary>
    public sealed record SetFiles([property: JsonPropertyName("names")] IReadOnlyList<string> Items) : Response;

    /// <summary>
    /// <paramref name="Lines"/> as <c>diff -u</c> has them, <paramref name="Commands"/> as one would type the same change.
    /// Both empty: no difference. <paramref name="Notes"/>: what stands in the way of a commit, and what could not be kept of the
    /// candidate.
    /// </summary>
    public sealed record Difference(IReadOnlyList<string> Lines, IReadOnlyList<string> Commands, IReadOnlyList<string>? Notes = null)
        : Response;

    /// <summary>
    /// <paramref name="Generation"/> null: not yet confirmed (see <paramref name="ConfirmBefore"/>).
    /// <paramref name="Plan"/>: the steps that were taken; none for a document that changes nothing.
    /// <paramref name="Advice"/>: what is allowed but probably not meant, and what the commit left out.
    /// <paramref name="Confirmed"/>: a commit that waited for its confirmation has it now.
    /// </summary>
    public sealed record Committed(
        int? Generation, DateTimeOffset? ConfirmBefore, IReadOnlyList<string> Plan,
        IReadOnlyList<string> Advice, double Milliseconds, bool Confirmed = false)
        : Response;

    /// <summary>
    /// What a commit would do: its steps, and the established sessions that it ends (of <paramref name="LostTotal"/> the first thousand).
    /// <paramref name="Kept"/>: how many stay.
    /// </summary>
    public sealed record Forecast(
        IReadOnlyList<string> Plan, int LostTotal, IReadOnlyList<LostSessionStatus> Lost,
        int Kept, IReadOnlyList<string> Advice) : Response;

    public sealed record Completions([property: JsonPropertyName("items")] IReadOnlyList<CompletionItem> Items) : Response;

    public sealed record Flow(Core.Flows.FlowAnswer Answer) : Response;

    /// <summary>One packet: decoded, and the bytes that were captured of <paramref name="Length"/> on the wire.</summary>
    public sealed record Packet(DateTimeOffset Time, string Text, int Length, ReadOnlyMemory<byte> Bytes, int LinkType) : Response;

    /// <summary>
    /// <paramref name="Session"/>: the connection that asked for it, as its <see cref="Welcome"/> named it; null: nobody did.
    /// </summary>
    public sealed record Event(DateTimeOffset Time, string Subject, string Text, string? Session = null) : Response;

    public sealed record Line(string Text) : Response;

    /// <summary>The end of a stream. <paramref name="ExitCode"/>: of the program that gave the lines, 0 otherwise.</summary>
    public sealed record End(int ExitCode) : Response;

    public sealed record Meshes([property: JsonPropertyName("meshes")] IReadOnlyList<MeshStatus> Items) : Response;

    public sealed record MeshPeers([property: JsonPropertyName("peers")] IReadOnlyList<MeshPeerStatus> Items) : Response;

    public sealed record MeshCache([property: JsonPropertyName("entries")] IReadOnlyList<MeshCacheEntry> Items) : Response;

    public sealed record MeshShortcuts([property: JsonPropertyName("shortcuts")] IReadOnlyList<MeshShortcutStatus> Items) : Response;

    public sealed record MeshEvents([property: JsonPropertyName("events")] IReadOnlyList<MeshEventStatus> Items) : Response;

    public sealed record MeshTopology(string Text, string Svg) : Response;

    public sealed record MeshPaths([property: JsonPropertyName("paths")] IReadOnlyList<MeshPathStatus> Items) : Response;

    /// <summary>An NHRP packet that came in or went out, decoded.</summary>
    public sealed record MeshPacket(DateTimeOffset Time, string Mesh, bool Outgoing, string Peer, string Text) : Response;

    /// <summary>What a client makes of an answer of a newer daemon that it does not know.</summary>
    public sealed record Unknown(string Kind) : Response;
}

[JsonConverter(typeof(KebabCaseConverter<FailureKind>))]
public enum FailureKind
{
    /// <summary>A document or a value is wrong.</summary>
    Invalid,

    /// <summary>The user's role does not allow it.</summary>
    Denied,

    /// <summary>Somebody else is at it; try again.</summary>
    Busy,

    /// <summary>What was named is not there.</summary>
    NotFound,

    /// <summary>The kernel, a disk or a service refused.</summary>
    Machine,

    /// <summary>The frame was not a request.</summary>
    Protocol,

    /// <summary>
    /// The connection is let go because nobody used it. Nothing was taken from it since: what is asked next is asked over a new one.
    /// </summary>
    Idle,

    /// <summary>Somebody ended this session.</summary>
    Ended,

    /// <summary>A kind of a newer daemon that this version does not know.</summary>
    Other,
}
