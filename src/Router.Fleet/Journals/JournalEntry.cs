using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Fleet.Push;

namespace Router.Fleet.Journals;

/// <summary>A line of a journal. The first one has the version; what a kind of line does not have is null.</summary>
public sealed record JournalEntry
{
    /// <summary>The version of journals that this program writes.</summary>
    public const int Newest = 1;

    /// <summary>Of the first line alone.</summary>
    [JsonPropertyName("journal")]
    public int? Version { get; init; }

    /// <summary>Of the push, in the first line.</summary>
    public string? Id { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Who pushes.</summary>
    public string? By { get; init; }

    public JournalEvent What { get; init; }

    public string? Device { get; init; }

    /// <summary>Which document, or which release, it was to run: SHA-256 of it, as hex.</summary>
    public string? Digest { get; init; }

    /// <summary>What became of it, with the rest of its report below.</summary>
    public DeviceOutcome? Outcome { get; init; }

    public string? Detail { get; init; }

    public int? Generation { get; init; }

    public int Steps { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    public double Seconds { get; init; }

    /// <summary>What the device ran before.</summary>
    public string? Before { get; init; }

    /// <summary>Its number there.</summary>
    public int? BeforeGeneration { get; init; }

    public static JournalEntry Of(DeviceReport report, string digest)
    {
        var entry = new JournalEntry
        {
            What = JournalEvent.Done,
            Device = report.Device,
            Digest = digest,
            Outcome = report.Outcome,
            Detail = report.Detail,
            Seconds = report.Seconds,
        };
        return report is not PushReport push ? entry : entry with
        {
            Generation = push.Generation,
            Steps = push.Steps,
            Notes = [.. push.Notes],
            Before = push.Before,
            BeforeGeneration = push.BeforeGeneration,
        };
    }

    /// <summary>Null: it is about something else.</summary>
    public PushReport? ToReport() => What == JournalEvent.Done && Device is not null && Outcome is { } outcome
        ? new PushReport(Device, outcome, Detail ?? "")
        {
            Generation = Generation,
            Steps = Steps,
            Notes = [.. Notes],
            Seconds = Seconds,
            Before = Before,
            BeforeGeneration = BeforeGeneration,
        }
        : null;

    public string ToLine() => JsonSerializer.Serialize(this, JournalJson.Default.JournalEntry);
}

[JsonConverter(typeof(JsonStringEnumConverter<JournalEvent>))]
public enum JournalEvent
{
    /// <summary>A push begins, or one that was left off goes on.</summary>
    Started,

    /// <summary>A device is begun with.</summary>
    Begun,

    /// <summary>A device is done.</summary>
    Done,

    /// <summary>The push came to its end, whatever that was.</summary>
    Ended,
}

[JsonSerializable(typeof(JournalEntry))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class JournalJson : JsonSerializerContext;
