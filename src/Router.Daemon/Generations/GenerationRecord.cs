using System.Text.Json.Serialization;
using Router.Documents;

namespace Router.Daemon.Generations;

/// <summary>
/// Who committed a generation, when, from where and why. Kept beside it, in <c>NNNNNN.json</c>. One with the name of a
/// <paramref name="Checkpoint"/> is kept however old it gets.
/// </summary>
internal sealed record GenerationRecord(int Number, DateTimeOffset At, string By, string Origin, string? Comment, string? Checkpoint = null)
{
    /// <summary>Addresses of the values that the document's secrets had, by name; null: it was committed before they were kept.</summary>
    public IReadOnlyDictionary<string, string>? Secrets { get; init; }

    /// <summary>The same of set files.</summary>
    public IReadOnlyDictionary<string, string>? SetFiles { get; init; }

    [JsonIgnore]
    public KeptValues Kept => new((Secrets ?? Nothing).ToValueMap(), (SetFiles ?? Nothing).ToValueMap());

    private static readonly Dictionary<string, string> Nothing = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(GenerationRecord))]
internal sealed partial class GenerationJson : JsonSerializerContext;
