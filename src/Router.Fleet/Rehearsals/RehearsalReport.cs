using System.Text.Json.Serialization;
using Router.Documents;

namespace Router.Fleet.Rehearsals;

/// <summary>What a release would make of a router.</summary>
public sealed record RehearsalReport
{
    /// <summary>The router, or the file of its document.</summary>
    public required string Device { get; init; }

    public required string Board { get; init; }

    /// <summary>The version of the image that the router runs; null: not known.</summary>
    public string? From { get; init; }

    /// <summary>The release's.</summary>
    public required string To { get; init; }

    /// <summary>False: what is refused was plain without starting the image.</summary>
    public required bool Booted { get; init; }

    /// <summary>From QEMU's start until the answers were there.</summary>
    public double? Seconds { get; init; }

    /// <summary>Of the document.</summary>
    public required int Values { get; init; }

    public ValueList<Finding> Findings { get; init; } = [];

    /// <summary>What a rehearsal cannot tell, a line each.</summary>
    public ValueList<string> NotJudged { get; init; } = [];

    /// <summary>Nothing is lost or refused.</summary>
    [JsonIgnore]
    public bool Good => Findings.All(finding => finding.Fate == Fate.Changed);
}
