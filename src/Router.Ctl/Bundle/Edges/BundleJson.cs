using System.Text.Json.Serialization;
using Router.Bundles.Format;

namespace Router.Ctl.Bundle.Edges;

/// <summary><c>bundle inspect --json</c>; sizes are bytes.</summary>
internal sealed record BundleJson(
    string Board, string Architecture, string Version, long? Release, int? Schema, string? RootHash, string SignedBy, long Size,
    long HeadSize, IReadOnlyList<BundleFileJson> Files)
{
    public static BundleJson Of(BundleHead head)
    {
        var manifest = head.Manifest;
        return new BundleJson(
            manifest.Board, manifest.Architecture, manifest.Version, manifest.Release, manifest.Schema, manifest.RootHash,
            head.Verdict.Key!.Name, head.Header.BundleLength, head.Header.HeadLength,
            [.. head.Index.Files.Select(file => new BundleFileJson(file.Name, file.Size, file.Digest.ToString(), file.Chunks.Count))]);
    }
}

internal sealed record BundleFileJson(string Name, long Size, string Sha256, int Chunks);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BundleJson))]
internal sealed partial class BundleJsonContext : JsonSerializerContext;
