using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowVersion), "show-version")]
public abstract partial record Request
{
    public sealed record ShowVersion() : Request(Role.View)
    {
        public override bool IsUrgent() => true;
    }
}

[JsonDerivedType(typeof(Version), "version")]
public abstract partial record Response
{
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
}

/// <summary>
/// The configuration that runs. <paramref name="Generation"/> null: the empty one, or one that waits for its
/// confirmation, which then must come before <paramref name="ConfirmBefore"/>. <paramref name="Notes"/>: what went
/// otherwise than the startup file asks for.
/// </summary>
public sealed record RunningStatus(
    int? Generation, string By, DateTimeOffset? At, string? Comment, DateTimeOffset? ConfirmBefore, IReadOnlyList<string> Notes);
