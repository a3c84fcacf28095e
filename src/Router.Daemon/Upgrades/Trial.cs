using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Daemon.Upgrades;

/// <summary>An image that is to prove itself, from when its slot is armed until it is judged.</summary>
/// <param name="Slot">Where it is.</param>
/// <param name="From">The slot that ran before.</param>
/// <param name="Version">Of the image on trial; null: nobody knows.</param>
/// <param name="FromVersion">Of the image before.</param>
/// <param name="By">Who upgraded.</param>
/// <param name="At">When.</param>
/// <param name="Seconds">The time that it has, from its start.</param>
/// <param name="Before">What it has to be as good as.</param>
internal sealed record Trial(
    string Slot, string From, string? Version, string? FromVersion, string By, DateTimeOffset At, int Seconds, Baseline Before)
{
    public const int UsualSeconds = 300;
}

/// <summary>How a trial ended.</summary>
/// <param name="Trial">Which.</param>
/// <param name="IsKept">The new image is the one that starts from now on.</param>
/// <param name="At">When.</param>
/// <param name="Reasons">Why it was not kept.</param>
internal sealed record TrialOutcome(Trial Trial, bool IsKept, DateTimeOffset At, IReadOnlyList<string> Reasons);

/// <summary>The image in a slot.</summary>
internal sealed record SlotImage(string Version, string? Board, long? Release, string? RootHash, DateTimeOffset At);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true)]
[JsonSerializable(typeof(Trial))]
[JsonSerializable(typeof(TrialOutcome))]
[JsonSerializable(typeof(SlotImage))]
internal sealed partial class UpgradeJson : JsonSerializerContext;
