using System.Numerics;

namespace Router.Bundles.Chunking;

/// <summary>
/// Cuts data where its content says so: what stands before a change and behind it is cut at the same places again, wherever it moved to.
/// </summary>
public sealed class Chunker
{
    private readonly ChunkSizes sizes;
    private readonly ulong mask;

    public Chunker(ChunkSizes sizes)
    {
        if (!sizes.IsSane)
            throw new ArgumentException($"no sizes of chunks: {sizes}", nameof(sizes));
        this.sizes = sizes;
        // The high bits: all 64 bytes before have a part in them.
        var bits = BitOperations.Log2((uint)sizes.Usual);
        mask = ((1UL << bits) - 1) << (64 - bits);
    }

    /// <summary>The length of the first chunk of <paramref name="data"/>, at least 1.</summary>
    /// <param name="data">At least <see cref="ChunkSizes.Largest"/> bytes, or all that is left.</param>
    public int FirstOf(ReadOnlySpan<byte> data)
    {
        var end = Math.Min(data.Length, sizes.Largest);
        var numbers = Gear.Numbers;
        var sum = 0UL;
        for (var at = Math.Max(0, sizes.Smallest - 64); at < end; at++)
        {
            sum = (sum << 1) + numbers[data[at]];
            if ((sum & mask) == 0 && at >= sizes.Smallest)
                return at + 1;
        }
        return end;
    }

    /// <summary>Each chunk of a stream, from its position to its end, one after the other.</summary>
    /// <param name="data">What to cut.</param>
    /// <param name="take">Is given each; it may not keep it.</param>
    public void Cut(Stream data, ChunkTaker take)
    {
        var buffer = new byte[Math.Max(4 * sizes.Largest, 256 << 10)];
        var (start, end, isWhole) = (0, 0, false);
        while (true)
        {
            if (!isWhole && end - start < sizes.Largest)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
                var read = data.ReadAtLeast(buffer.AsSpan(end), buffer.Length - end, throwOnEndOfStream: false);
                isWhole = read < buffer.Length - end;
                end += read;
            }
            if (start == end)
                return;
            var length = FirstOf(buffer.AsSpan(start, end - start));
            take(buffer.AsSpan(start, length));
            start += length;
        }
    }
}

/// <summary>Takes a chunk, which is gone when it returns.</summary>
public delegate void ChunkTaker(ReadOnlySpan<byte> chunk);
