using Router.Bundles.Chunking;
using Router.Bundles.Format;

namespace Router.Bundles.Receiving;

/// <summary>Where in what runs there are chunks that are wanted. Some 80 bytes of memory a chunk.</summary>
internal sealed class RunningChunks : IDisposable
{
    private readonly Dictionary<Digest, (int File, long Offset)> places = [];
    private readonly List<Stream> files = [];

    /// <summary>Cuts all that runs.</summary>
    /// <param name="source">What runs.</param>
    /// <param name="sizes">As the bundle was cut.</param>
    /// <param name="wanted">The others are not remembered.</param>
    public RunningChunks(ISlotSource source, ChunkSizes sizes, IReadOnlySet<Digest> wanted)
    {
        foreach (var running in source.Files)
            Add(running.Open(), sizes, wanted);
    }

    /// <summary>False: it is nowhere, or not what it was when it was cut.</summary>
    /// <param name="chunk">What is looked for.</param>
    /// <param name="content">As long as the chunk; filled.</param>
    public bool TryRead(Chunk chunk, Span<byte> content)
    {
        if (!places.TryGetValue(chunk.Digest, out var place))
            return false;
        try
        {
            var file = files[place.File];
            file.Position = place.Offset;
            return file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) == content.Length
                && Digest.Of(content) == chunk.Digest;
        }
        catch (IOException)
        {
            // A damaged block of what runs: the chunk travels.
            return false;
        }
    }

    public void Dispose() => files.ForEach(file => file.Dispose());

    private void Add(Stream file, ChunkSizes sizes, IReadOnlySet<Digest> wanted)
    {
        var (number, offset) = (files.Count, 0L);
        files.Add(file);
        new Chunker(sizes).Cut(new PatchedStream(file), chunk =>
        {
            var digest = Digest.Of(chunk);
            if (wanted.Contains(digest))
                places.TryAdd(digest, (number, offset));
            offset += chunk.Length;
        });
    }
}
