using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Api.Contract;

namespace Router.Fleet.Statements;

/// <summary>What a desk remembers of a device: whose word it takes, what was said last, and what was pushed last.</summary>
public sealed record DeviceRecord
{
    public const int Newest = 1;

    /// <summary><see cref="Newest"/>, or that of a later version.</summary>
    [JsonPropertyName("record")]
    public required int Version { get; init; }

    /// <summary>The public key (PEM) that its statements have to be signed with.</summary>
    public required string Key { get; init; }

    /// <summary>When it was seen first.</summary>
    public required DateTimeOffset KeySince { get; init; }

    /// <summary>When the statement was heard, by the desk's clock.</summary>
    public required DateTimeOffset Heard { get; init; }

    /// <summary>The statement as it was signed.</summary>
    public required string Text { get; init; }

    public required byte[] Signature { get; init; }

    /// <summary>Null: nothing was pushed from this desk.</summary>
    public PushedDocument? Pushed { get; init; }

    /// <summary>What it said last.</summary>
    [JsonIgnore]
    public DeviceStatement Statement => DeviceStatement.Parse(Text) ?? throw new FormatException("the statement in it cannot be read");

    public string ToText() => JsonSerializer.Serialize(this, RecordJson.Default.DeviceRecord);

    /// <exception cref="FormatException">It is no such record; the message says why.</exception>
    public static DeviceRecord Parse(string text)
    {
        try
        {
            var record = JsonSerializer.Deserialize(text, RecordJson.Default.DeviceRecord) ?? throw new FormatException("it is empty");
            if (record.Version != Newest)
                throw new FormatException($"it is a record of version {record.Version}, and this program knows version {Newest}");
            _ = record.Statement;
            return record;
        }
        catch (JsonException e)
        {
            throw new FormatException("it is damaged", e);
        }
    }
}

/// <summary>A document that a device was brought to.</summary>
/// <param name="Sent">Which one was sent: SHA-256 of it, as hex.</param>
/// <param name="Text">What the device made of it, and ran.</param>
/// <param name="At">When, by the desk's clock.</param>
/// <param name="Comment">What the device's history says of it: which push, and who.</param>
public sealed record PushedDocument(string Sent, string Text, DateTimeOffset At, string? Comment)
{
    /// <summary>As statements name it.</summary>
    [JsonIgnore]
    public string Runs => DeviceStatement.DigestOf(Text);
}

[JsonSerializable(typeof(DeviceRecord))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, WriteIndented = true)]
internal sealed partial class RecordJson : JsonSerializerContext;
