using System.Text.Json.Serialization;

namespace Router.Daemon.Generations;

/// <summary>
/// Who committed a generation, when, from where and why. Kept beside it, in <c>NNNNNN.json</c>. One with the name of a
/// <paramref name="Checkpoint"/> is kept however old it gets.
/// </summary>
internal sealed record GenerationRecord(int Number, DateTimeOffset At, string By, string Origin, string? Comment, string? Checkpoint = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(GenerationRecord))]
internal sealed partial class GenerationJson : JsonSerializerContext;
