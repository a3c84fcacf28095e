using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Bundles.Format;

/// <summary>What a bundle's manifest says that decides whether a device takes it.</summary>
public sealed record BundleManifest
{
    public required string Board { get; init; }

    public required string Architecture { get; init; }

    public required string Version { get; init; }

    /// <summary>Only grows from release to release; null: an image of before there were bundles.</summary>
    public long? Release { get; init; }

    /// <summary>The newest version of a document that it can say.</summary>
    public int? Schema { get; init; }

    /// <summary>Of the root's hash tree, in hexadecimal.</summary>
    public string? RootHash { get; init; }

    public IReadOnlyList<ManifestFile>? Files { get; init; }

    /// <summary>Of a file of the image; null: it has none of that name.</summary>
    public ManifestFile? Find(string name) => Files?.FirstOrDefault(file => file.Name == name);

    /// <summary>Null: it is no manifest.</summary>
    public static BundleManifest? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, BundleManifestJson.Default.BundleManifest);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Bytes, and SHA-256 in hexadecimal.</summary>
public sealed record ManifestFile(string Name, long Size, string Sha256);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(BundleManifest))]
internal sealed partial class BundleManifestJson : JsonSerializerContext;
