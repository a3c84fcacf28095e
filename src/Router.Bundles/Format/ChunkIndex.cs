using System.Security.Cryptography;
using Router.Bundles.Chunking;

namespace Router.Bundles.Format;

/// <summary>SHA-256 of a chunk or a file.</summary>
public readonly record struct Digest(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(content, hash);
        return Read(hash);
    }

    public static Digest Read(ReadOnlySpan<byte> hash) => new(
        BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[8..]), BitConverter.ToUInt64(hash[16..]),
        BitConverter.ToUInt64(hash[24..]));

    public byte[] ToBytes() =>
        [.. BitConverter.GetBytes(A), .. BitConverter.GetBytes(B), .. BitConverter.GetBytes(C), .. BitConverter.GetBytes(D)];

    /// <summary>In hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());
}

/// <summary>A piece of a file, in bytes, with its SHA-256.</summary>
public readonly record struct Chunk(int Length, Digest Digest);

/// <summary>A file and what it is cut into. <paramref name="Digest"/> is of the whole.</summary>
public sealed record IndexedFile(string Name, long Size, Digest Digest, IReadOnlyList<Chunk> Chunks);

/// <summary>What the data of a bundle are: its files in their order, and the chunks of each.</summary>
public sealed record ChunkIndex(ChunkSizes Sizes, IReadOnlyList<IndexedFile> Files)
{
    /// <summary>Bytes of all files.</summary>
    public long Length => Files.Sum(file => file.Size);

    /// <summary>Cuts a file.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="content">From its position to its end.</param>
    /// <param name="sizes">How to cut.</param>
    public static IndexedFile Cut(string name, Stream content, ChunkSizes sizes)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunks = new List<Chunk>();
        var size = 0L;
        new Chunker(sizes).Cut(content, chunk =>
        {
            whole.AppendData(chunk);
            chunks.Add(new Chunk(chunk.Length, Digest.Of(chunk)));
            size += chunk.Length;
        });
        return new IndexedFile(name, size, Digest.Read(whole.GetHashAndReset()), chunks);
    }
}
