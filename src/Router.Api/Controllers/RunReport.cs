using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Api.Controllers;

/// <summary>What a device says of itself.</summary>
/// <param name="Revision">What it was given last; 0: nothing yet.</param>
/// <param name="Outcome">What became of that.</param>
/// <param name="Detail">Why it failed; else empty.</param>
/// <param name="Text">Its statement.</param>
/// <param name="Key">Its public key in PEM.</param>
/// <param name="Signature">Of the text.</param>
public sealed record RunReport(long Revision, RunOutcome Outcome, string Detail, string Text, string Key, byte[] Signature);

/// <summary>What became of a document that a device was given.</summary>
[JsonConverter(typeof(RunOutcomeConverter))]
public enum RunOutcome
{
    /// <summary>It was given none.</summary>
    None,

    /// <summary>It runs it, and has confirmed it by reaching the controller.</summary>
    Applied,

    /// <summary>It runs what it ran before.</summary>
    Failed,

    /// <summary>It ran it, and somebody at the device committed something else since.</summary>
    Changed,
}

/// <summary>As words.</summary>
public sealed class RunOutcomeConverter() : JsonStringEnumConverter<RunOutcome>(JsonNamingPolicy.KebabCaseLower);
