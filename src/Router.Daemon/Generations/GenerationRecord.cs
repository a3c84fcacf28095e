using System.Text.Json.Serialization;

namespace Router.Daemon.Generations;

/// <summary>Who committed a generation, when, from where and why. Kept beside it, in <c>NNNNNN.json</c>.</summary>
internal sealed record GenerationRecord(int Number, DateTimeOffset At, string By, string Origin, string? Comment);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(GenerationRecord))]
internal sealed partial class GenerationJson : JsonSerializerContext;
