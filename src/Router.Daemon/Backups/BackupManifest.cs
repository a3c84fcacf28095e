using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Daemon.Backups;

/// <summary>
/// What a backup says of itself. <paramref name="Format"/>: what is in it and where; <paramref name="Product"/>: <see cref="Router"/>.
/// <paramref name="Files"/>: the SHA-256 of each file (64 hexadecimal digits), or <c>-> TARGET</c> of a link, by path, sorted.
/// </summary>
internal sealed record BackupManifest(
    int Format, string Product, string Version, string Hostname, string? Board, IReadOnlyDictionary<string, string> Files)
{
    public const string Router = "router";

    public const int Newest = 1;

    /// <summary>The generation that it is of; null: the router had none.</summary>
    public int? Generation { get; init; }

    public string? By { get; init; }

    /// <summary>When that was committed.</summary>
    public DateTimeOffset? Committed { get; init; }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, BackupJson.Default.BackupManifest);

    /// <exception cref="BackupException">It is of another product, of a newer version, or none at all.</exception>
    public static BackupManifest Read(ReadOnlySpan<byte> json)
    {
        BackupManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(json, BackupJson.Default.BackupManifest);
        }
        catch (JsonException)
        {
            manifest = null;
        }
        return manifest switch
        {
            null => throw new BackupException($"{BackupPlaces.Manifest} in it cannot be read: it is damaged"),
            { Product: not Router } => throw new BackupException($"it is a backup of another product, \"{Shown(manifest.Product)}\""),
            { Format: > Newest } => throw new BackupException(
                $"it was made by a newer version ({Shown(manifest.Version)}): its format is {manifest.Format}, and this version knows {Newest}",
                "install that version first, then restore"),
            { Format: < 1 } => throw new BackupException($"{BackupPlaces.Manifest} in it cannot be read: it is damaged"),
            _ => manifest,
        };
    }

    /// <summary>A text of it as it may stand in a message: another device wrote it.</summary>
    public static string Shown(string text) => new([.. text.Where(c => !char.IsControl(c)).Take(64)]);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
