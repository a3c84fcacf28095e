using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Documents;

namespace Router.Fleet.Rehearsals;

/// <summary>What becomes of a value of the document.</summary>
[JsonConverter(typeof(FateConverter))]
public enum Fate
{
    /// <summary>The release does not take it, and says why.</summary>
    Refused,

    /// <summary>It is gone.</summary>
    Lost,

    /// <summary>It is another one.</summary>
    Changed,
}

/// <summary>
/// A value that the release does not carry as it is. <paramref name="Path"/>: of the document; empty: it is about no value of it.
/// <paramref name="Before"/> null: the document has no such value; <paramref name="After"/> null: what runs has none, or it is refused.
/// </summary>
public sealed record Finding(Fate Fate, string Path, string? Before, string? After, string? Reason);

/// <summary>A path of the document (empty: the whole) and why the release does not take what stands there.</summary>
public readonly record struct Refusal(string Path, string Reason)
{
    public static Refusal Of(Problem problem) =>
        new(problem.Path, problem.Hint is null ? problem.Message : $"{problem.Message} ({problem.Hint})");
}

/// <summary>As words.</summary>
public sealed class FateConverter() : JsonStringEnumConverter<Fate>(JsonNamingPolicy.KebabCaseLower);
