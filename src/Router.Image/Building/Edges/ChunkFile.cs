using Router.Bundles;
using Router.Bundles.Chunking;
using Router.Bundles.Format;

namespace Router.Image.Building.Edges;

/// <summary>The index of the chunks of what travels in a bundle.</summary>
internal static class ChunkFile
{
    /// <summary>Cuts what the folder has of it; its name.</summary>
    public static async Task<string> WriteAsync(string folder, CancellationToken stopping)
    {
        var names = BundleNames.Boot.Append(BundleNames.Root).Where(name => File.Exists(Path.Combine(folder, name)));
        var index = new ChunkIndex(ChunkSizes.Default, [.. names.Select(name => Cut(folder, name))]);
        await File.WriteAllBytesAsync(Path.Combine(folder, BundleNames.Chunks), ChunkIndexCodec.Encode(index), stopping);
        return BundleNames.Chunks;
    }

    private static IndexedFile Cut(string folder, string name)
    {
        using var content = File.OpenRead(Path.Combine(folder, name));
        return ChunkIndex.Cut(name, content, ChunkSizes.Default);
    }
}
