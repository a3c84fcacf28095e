using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Api.Contract;

/// <summary>
/// What a device says of itself and signs. It never reads as a backup's manifest, which the same key signs, nor the other way.
/// </summary>
public sealed record DeviceStatement
{
    public const string OfRouter = "router-statement";

    public const int Newest = 1;

    /// <summary><see cref="OfRouter"/>.</summary>
    public required string Kind { get; init; }

    /// <summary><see cref="Newest"/>, or that of a later version.</summary>
    public required int Format { get; init; }

    /// <summary>Higher than that of every statement which the device made before.</summary>
    public required long Serial { get; init; }

    /// <summary>By the device's clock, which may be wrong.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Of the kernel: another one after each start.</summary>
    public required string BootId { get; init; }

    public required string Hostname { get; init; }

    /// <summary>SHA-256 of the document that runs, as <c>show configuration</c> has it: 64 hexadecimal digits.</summary>
    public required string Document { get; init; }

    /// <summary>No commit waits for its confirmation.</summary>
    public required bool Confirmed { get; init; }

    /// <summary>When it goes back unless it is confirmed.</summary>
    public DateTimeOffset? ConfirmBefore { get; init; }

    /// <summary>The number under which it is kept; null: it is not confirmed, or no commit made it.</summary>
    public int? Generation { get; init; }

    /// <summary>When it was committed; null: no commit made it.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Who committed it.</summary>
    public required string By { get; init; }

    public string? Comment { get; init; }

    /// <summary>Of the program.</summary>
    public required string Version { get; init; }

    public required string Board { get; init; }

    /// <summary>The image's version; null: it says none.</summary>
    public string? Image { get; init; }

    /// <summary>Where the image that runs is, <c>a</c> or <c>b</c>; null: the machine has no slots.</summary>
    public string? Slot { get; init; }

    /// <summary>What <see cref="Document"/> is of a document.</summary>
    public static string DigestOf(string document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));

    /// <summary>On one line.</summary>
    public string ToText() => JsonSerializer.Serialize(this, StatementJson.Default.DeviceStatement);

    /// <summary>Null: it is no statement, or one of a version that is not known.</summary>
    public static DeviceStatement? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, StatementJson.Default.DeviceStatement) is { Kind: OfRouter, Format: Newest } statement
                ? statement
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(DeviceStatement))]
internal sealed partial class StatementJson : JsonSerializerContext;
