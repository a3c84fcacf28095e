using System.Text.Json.Serialization;

namespace Router.Api.Contract;

/// <summary>
/// What a client may ask. On the wire the property <c>request</c> says which (<c>{"request":"show-version"}</c>). The
/// role that each needs is decided by the daemon, never by a client.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "request")]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(ShowVersion), "show-version")]
[JsonDerivedType(typeof(ShowSystem), "show-system")]
[JsonDerivedType(typeof(ShowInterfaces), "show-interfaces")]
[JsonDerivedType(typeof(ShowRoutes), "show-routes")]
[JsonDerivedType(typeof(ShowFirewall), "show-firewall")]
[JsonDerivedType(typeof(ShowServices), "show-services")]
[JsonDerivedType(typeof(ShowLog), "show-log")]
[JsonDerivedType(typeof(ShowLeases), "show-leases")]
[JsonDerivedType(typeof(ShowSessions), "show-sessions")]
[JsonDerivedType(typeof(ShowUsers), "show-users")]
[JsonDerivedType(typeof(Disconnect), "disconnect")]
[JsonDerivedType(typeof(ShowBgp), "show-bgp")]
[JsonDerivedType(typeof(ShowConfiguration), "show-configuration")]
[JsonDerivedType(typeof(ShowHistory), "show-history")]
[JsonDerivedType(typeof(ShowDrift), "show-drift")]
[JsonDerivedType(typeof(ShowSecrets), "show-secrets")]
[JsonDerivedType(typeof(SetSecret), "set-secret")]
[JsonDerivedType(typeof(DeleteSecret), "delete-secret")]
[JsonDerivedType(typeof(ShowSetFiles), "show-set-files")]
[JsonDerivedType(typeof(SetSetFile), "set-set-file")]
[JsonDerivedType(typeof(DeleteSetFile), "delete-set-file")]
[JsonDerivedType(typeof(RestartService), "restart-service")]
[JsonDerivedType(typeof(Reboot), "reboot")]
[JsonDerivedType(typeof(PowerOff), "power-off")]
[JsonDerivedType(typeof(Edit), "edit")]
[JsonDerivedType(typeof(Enter), "enter")]
[JsonDerivedType(typeof(Load), "load")]
[JsonDerivedType(typeof(Compare), "compare")]
[JsonDerivedType(typeof(Rebase), "rebase")]
[JsonDerivedType(typeof(Discard), "discard")]
[JsonDerivedType(typeof(Commit), "commit")]
[JsonDerivedType(typeof(CommitFile), "commit-file")]
[JsonDerivedType(typeof(DryRun), "dry-run")]
[JsonDerivedType(typeof(Confirm), "confirm")]
[JsonDerivedType(typeof(Rollback), "rollback")]
[JsonDerivedType(typeof(Checkpoint), "checkpoint")]
[JsonDerivedType(typeof(DeleteCheckpoint), "delete-checkpoint")]
[JsonDerivedType(typeof(Complete), "complete")]
[JsonDerivedType(typeof(Why), "why")]
[JsonDerivedType(typeof(MonitorTraffic), "monitor-traffic")]
[JsonDerivedType(typeof(MonitorEvents), "monitor-events")]
[JsonDerivedType(typeof(Ping), "ping")]
[JsonDerivedType(typeof(TraceRoute), "traceroute")]
[JsonDerivedType(typeof(ShowMesh), "show-mesh")]
[JsonDerivedType(typeof(ShowMeshPath), "show-mesh-path")]
[JsonDerivedType(typeof(MonitorMesh), "monitor-mesh")]
[JsonDerivedType(typeof(PurgeMesh), "purge-mesh")]
public abstract record Request
{
    private Request()
    {
    }

    /// <summary>
    /// Opens a session. <paramref name="Origin"/> is where the person sits (an address, <c>serial</c>), as the client
    /// knows it: a remark for the history, no proof of anything. Answer: <see cref="Response.Welcome"/>.
    /// </summary>
    public sealed record Hello(string Origin) : Request;

    public sealed record ShowVersion : Request;

    public sealed record ShowSystem : Request;

    public sealed record ShowInterfaces : Request;

    public sealed record ShowRoutes : Request;

    public sealed record ShowFirewall : Request;

    public sealed record ShowServices : Request;

    /// <summary>The last <paramref name="Lines"/> lines, oldest first.</summary>
    public sealed record ShowLog(int Lines) : Request;

    public sealed record ShowLeases : Request;

    public sealed record ShowSessions : Request;

    /// <summary>Who is connected, from where, and what they do. Answer: <see cref="Response.Users"/>.</summary>
    public sealed record ShowUsers : Request;

    /// <summary>Ends a session, by its <see cref="UserSessionStatus.Id"/>: one's own, or with the role admin anybody's.</summary>
    public sealed record Disconnect(int Id) : Request;

    /// <summary>Whom this router speaks BGP with. Answer: <see cref="Response.Bgp"/>.</summary>
    public sealed record ShowBgp : Request;

    /// <summary>
    /// The document, or the part below <paramref name="Path"/>. <paramref name="Generation"/> is read with
    /// <see cref="ConfigurationSource.Generation"/> alone. <paramref name="Commands"/>: as the commands that make it from nothing.
    /// </summary>
    public sealed record ShowConfiguration(
        ConfigurationSource Source, IReadOnlyList<string> Path, int Generation = 0, bool Commands = false) : Request;

    public sealed record ShowHistory : Request;

    /// <summary>What is not as the last commit left it. Answer: <see cref="Response.Drift"/>.</summary>
    public sealed record ShowDrift : Request;

    /// <summary>Names alone; no request gives a value back.</summary>
    public sealed record ShowSecrets : Request;

    public sealed record SetSecret(string Name, string Value) : Request
    {
        public override string ToString() => $"SetSecret {{ Name = {Name} }}";
    }

    public sealed record DeleteSecret(string Name) : Request;

    /// <summary>Names of the files that <c>firewall sets … file</c> can name. Answer: <see cref="Response.SetFiles"/>.</summary>
    public sealed record ShowSetFiles : Request;

    /// <summary>Keeps a file of addresses for <c>firewall sets … file</c>; every line is checked first.</summary>
    public sealed record SetSetFile(string Name, string Text) : Request
    {
        public override string ToString() => $"SetSetFile {{ Name = {Name}, {Text.Length} characters }}";
    }

    public sealed record DeleteSetFile(string Name) : Request;

    public sealed record RestartService(string Name) : Request;

    public sealed record Reboot : Request;

    public sealed record PowerOff : Request;

    /// <summary>
    /// Changes the user's candidate. <paramref name="Words"/> are the path with the value behind it (set), the path
    /// (delete, activate, deactivate), the path with <c>before</c> or <c>after</c> and a name (insert), with <c>to</c> and the new name
    /// (rename, copy), or with a remark (annotate; an empty one takes the remark away).
    /// </summary>
    public sealed record Edit(EditVerb Verb, IReadOnlyList<string> Words) : Request;

    /// <summary>
    /// Whether the words are a part of a configuration that one can go down to. Answer: <see cref="Response.Done"/>, with a message where
    /// the candidate does not have it yet.
    /// </summary>
    public sealed record Enter(IReadOnlyList<string> Path) : Request;

    /// <summary>
    /// Puts <paramref name="Document"/> in place of the candidate or into it. It may have problems: commit says so. What is no
    /// configuration at all is refused.
    /// </summary>
    public sealed record Load(string Document, LoadHow How = LoadHow.Override) : Request;

    /// <summary>
    /// What the candidate would change in the running configuration; with <paramref name="From"/> what has changed since that
    /// generation (0: the empty one), up to <paramref name="To"/> or what runs. <paramref name="Back"/>: since what ran so many commits
    /// ago (0: what runs), up to what runs, or to the candidate (<paramref name="Candidate"/>). <paramref name="Path"/>: of a part alone.
    /// </summary>
    public sealed record Compare(
        int? From = null, int? To = null, int? Back = null, bool Candidate = false, IReadOnlyList<string>? Path = null) : Request;

    /// <summary>Puts the user's changes on top of what somebody committed meanwhile, also where both changed the same place.</summary>
    public sealed record Rebase : Request;

    public sealed record Discard : Request;

    /// <summary>
    /// Applies the candidate. With <paramref name="ConfirmMinutes"/> it goes back by itself unless it is confirmed in
    /// time, and is not what boots until then. What would cut the SSH connection that it comes by is refused, unless it has a time
    /// or is meant so (<paramref name="Force"/>).
    /// </summary>
    public sealed record Commit(int? ConfirmMinutes, string? Comment, bool Force = false) : Request;

    /// <summary>Applies a whole document, without a candidate.</summary>
    public sealed record CommitFile(string Document, int? ConfirmMinutes, string? Comment, bool Force = false) : Request;

    /// <summary>
    /// What a commit of <paramref name="Document"/> would do (null: of the candidate), with all its checks; nothing is changed. Answer:
    /// <see cref="Response.Forecast"/>.
    /// </summary>
    public sealed record DryRun(string? Document) : Request;

    public sealed record Confirm : Request;

    /// <summary>
    /// With a number or the name of a checkpoint, makes that generation the candidate; with <paramref name="Back"/> what ran so many
    /// commits ago (0: what runs, so that the edits are given up). Without any, takes back at once a commit that waits for its
    /// confirmation.
    /// </summary>
    public sealed record Rollback(int? Generation, string? Name = null, int? Back = null) : Request;

    /// <summary>Gives the generation that runs a name, by which it is found and kept.</summary>
    public sealed record Checkpoint(string Name) : Request;

    /// <summary>Forgets the name; the generation grows old like the others.</summary>
    public sealed record DeleteCheckpoint(string Name) : Request;

    /// <summary>
    /// What may follow <paramref name="Words"/>, the last of which (perhaps empty) is being typed. Answer:
    /// <see cref="Response.Completions"/>.
    /// </summary>
    public sealed record Complete(CompletionSubject Subject, IReadOnlyList<string> Words) : Request;

    /// <summary>
    /// What becomes of a flow in the running configuration, tried with a real packet in a scratch namespace. <paramref name="Words"/>:
    /// <c>tcp 10.0.0.5:1234 -> 192.0.2.1:443 from lan</c>. Answer: <see cref="Response.Flow"/>.
    /// </summary>
    public sealed record Why(IReadOnlyList<string> Words) : Request;

    /// <summary>A stream of <see cref="Response.Packet"/>. <paramref name="Filter"/> is a pcap expression.</summary>
    public sealed record MonitorTraffic(string Interface, string? Filter) : Request;

    /// <summary>A stream of <see cref="Response.Event"/>.</summary>
    public sealed record MonitorEvents : Request;

    /// <summary>A stream of <see cref="Response.Line"/>; <paramref name="Count"/> null: until the client leaves.</summary>
    public sealed record Ping(string Host, int? Count) : Request;

    /// <summary>A stream of <see cref="Response.Line"/>.</summary>
    public sealed record TraceRoute(string Host) : Request;

    /// <summary>Answer: the response of the topic.</summary>
    public sealed record ShowMesh(MeshTopic Topic) : Request;

    /// <summary>Which way packets to an address take, in each mesh. Answer: <see cref="Response.MeshPaths"/>.</summary>
    public sealed record ShowMeshPath(string Address) : Request;

    /// <summary>A stream of <see cref="Response.MeshPacket"/>.</summary>
    public sealed record MonitorMesh : Request;

    /// <summary>Forgets what is known of an overlay address, or of all (null), so that it is learned anew.</summary>
    public sealed record PurgeMesh(string? Address) : Request;
}

[JsonConverter(typeof(KebabCaseConverter<ConfigurationSource>))]
public enum ConfigurationSource
{
    Running,
    Startup,
    Candidate,
    Generation,
}

[JsonConverter(typeof(KebabCaseConverter<EditVerb>))]
public enum EditVerb
{
    Set,
    Delete,
    Insert,
    Rename,
    Copy,
    Activate,
    Deactivate,
    Annotate,
}

[JsonConverter(typeof(KebabCaseConverter<LoadHow>))]
public enum LoadHow
{
    /// <summary>The document is the candidate.</summary>
    Override,

    /// <summary>What the document has is put into the candidate: values take the place of values, lists and maps grow.</summary>
    Merge,

    /// <summary>Lines of commands: <c>set PATH VALUE</c>, <c>delete PATH</c> and so on. All are done, or none.</summary>
    Commands,
}

[JsonConverter(typeof(KebabCaseConverter<CompletionSubject>))]
public enum CompletionSubject
{
    /// <summary>A configuration path and its value, for <c>set</c>.</summary>
    Set,

    /// <summary>A path that is in the candidate, for <c>delete</c>, <c>edit</c>, <c>show</c>.</summary>
    Present,
    Interface,
    Service,
    Generation,
    Secret,
    SetFile,
    Checkpoint,

    /// <summary>The number of a session that one may end.</summary>
    User,
}
