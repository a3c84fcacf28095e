using System.Text.Json.Serialization;

namespace Router.Api.Contract;

[JsonDerivedType(typeof(ShowHistory), "show-history")]
public abstract partial record Request
{
    public sealed record ShowHistory() : Request(Role.View);
}

[JsonDerivedType(typeof(History), "history")]
public abstract partial record Response
{
    /// <summary><paramref name="Attempts"/>: the commit that waits for its confirmation, and those that went back; newest first.</summary>
    public sealed record History(
        [property: JsonPropertyName("generations")] IReadOnlyList<GenerationStatus> Items,
        IReadOnlyList<AttemptStatus>? Attempts = null) : Response;
}

public sealed record GenerationStatus(
    int Number, DateTimeOffset At, string By, string Origin, string? Comment, string? Checkpoint, bool Running, bool Startup);

/// <summary>
/// A commit that was to be confirmed. <paramref name="Why"/> it went back, at <paramref name="Until"/>; null: it waits, and goes back then.
/// </summary>
public sealed record AttemptStatus(DateTimeOffset At, string By, string Origin, string? Comment, DateTimeOffset Until, string? Why);
