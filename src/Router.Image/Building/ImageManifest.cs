using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Image.Building;

/// <summary>
/// What an image is. The device carries it as <c>/etc/router/manifest.json</c> without <see cref="Files"/>; beside the image it has
/// their SHA-256 and sizes.
/// </summary>
public sealed record ImageManifest
{
    public required string Board { get; init; }

    /// <summary><c>alpine</c> or <c>lab</c>.</summary>
    public required string Source { get; init; }

    public required IReadOnlyList<string> Repositories { get; init; }

    /// <summary>Public keys that were trusted: the index of each repository is signed by one of them. Null: an older image.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>What the packages were made for, <c>alpine-3.19</c>; null: nobody knows.</summary>
    public string? Distribution { get; init; }

    /// <summary>Services that it was built without; null: it has all.</summary>
    public IReadOnlyList<string>? Without { get; init; }

    public required string Version { get; init; }

    /// <summary>Only grows from release to release: a device takes no smaller one; null: an older image.</summary>
    public long? Release { get; init; }

    /// <summary>The newest version of a document that its software knows; null: an older image.</summary>
    public int? Schema { get; init; }

    /// <summary>Its version; empty: the image is for containers, and has none.</summary>
    public required string Kernel { get; init; }

    [JsonIgnore]
    public bool IsContainer => Kernel.Length == 0;

    public required string Architecture { get; init; }

    public required int Packages { get; init; }

    /// <summary>Of the squashfs's hash tree, in hexadecimal; only beside the image, for it is in the image that it is of.</summary>
    public string? RootHash { get; init; }

    /// <summary>
    /// The image is for Secure Boot: SHA-256, in hexadecimal, of the certificate that a machine has to have in db. Null: it is not.
    /// </summary>
    public string? SecureBoot { get; init; }

    /// <summary>
    /// What is linked into the daemon: libraries with the versions of the machine that linked it, and the packages that its build was
    /// given.
    /// </summary>
    public required IReadOnlyList<LinkedLibrary> Linked { get; init; }

    public IReadOnlyList<ImageFile>? Files { get; init; }

    /// <exception cref="ImageException">It is no manifest.</exception>
    public static ImageManifest Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ManifestJson.Default.ImageManifest)!;
        }
        catch (JsonException e)
        {
            throw new ImageException($"the image's manifest is damaged: {e.Message}", "build the image again", isInput: true, inner: e);
        }
    }

    /// <summary>As files have it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ManifestJson.Default.ImageManifest) + "\n";
}

/// <param name="From"><see cref="NuGet"/>; null: a source package of the build machine's distribution.</param>
public sealed record LinkedLibrary(string Name, string Version, string? From = null)
{
    public const string NuGet = "nuget";
}

/// <summary>Bytes, and SHA-256 in hexadecimal.</summary>
public sealed record ImageFile(string Name, long Size, string Sha256);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImageManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
