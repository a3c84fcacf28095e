using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Router.Bundles.Chunking;

namespace Router.Bundles.Format;

/// <summary>
/// A chunk index as bytes; numbers are little-endian.
/// <code>
/// 0   4  magic: "RCI1"
/// 4   4  smallest, 4 usual, 4 largest length of a chunk
/// 16  1  number of files; of each:
///        1  length of its name, and the name (ASCII)
///        8  size, 32 SHA-256 of the whole, 4 number of chunks; of each:
///           4  length, 32 SHA-256
/// </code>
/// </summary>
public static class ChunkIndexCodec
{
    private const int MostFiles = 16, ChunkLength = 4 + Digest.Length;

    private static ReadOnlySpan<byte> Magic => "RCI1"u8;

    public static byte[] Encode(ChunkIndex index)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Magic);
        writer.Write(index.Sizes.Smallest);
        writer.Write(index.Sizes.Usual);
        writer.Write(index.Sizes.Largest);
        writer.Write((byte)index.Files.Count);
        foreach (var file in index.Files)
        {
            var name = Encoding.ASCII.GetBytes(file.Name);
            writer.Write((byte)name.Length);
            writer.Write(name);
            writer.Write(file.Size);
            writer.Write(file.Digest.ToBytes());
            writer.Write(file.Chunks.Count);
            foreach (var chunk in file.Chunks)
            {
                writer.Write(chunk.Length);
                writer.Write(chunk.Digest.ToBytes());
            }
        }
        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>False: it is no index, or one that cannot be: lengths that do not add up, two files of a name.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out ChunkIndex? index)
    {
        index = null;
        if (bytes.Length < 17 || !bytes.StartsWith(Magic))
            return false;
        var sizes = new ChunkSizes(Number(bytes, 4), Number(bytes, 8), Number(bytes, 12));
        var count = bytes[16];
        if (!sizes.IsSane || count > MostFiles)
            return false;
        var left = bytes[17..];
        var files = new List<IndexedFile>();
        while (files.Count < count)
        {
            if (!TryDecode(ref left, sizes, out var file) || files.Any(other => other.Name == file.Name))
                return false;
            files.Add(file);
        }
        index = new ChunkIndex(sizes, files);
        return left.IsEmpty;
    }

    private static bool TryDecode(ref ReadOnlySpan<byte> left, ChunkSizes sizes, [NotNullWhen(true)] out IndexedFile? file)
    {
        file = null;
        if (left.IsEmpty || left.Length < 1 + left[0] + 8 + Digest.Length + 4
            || left[1..(1 + left[0])].ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            return false;
        var name = Encoding.ASCII.GetString(left.Slice(1, left[0]));
        left = left[(1 + left[0])..];
        var (size, digest, count) = (
            BinaryPrimitives.ReadInt64LittleEndian(left), Digest.Read(left[8..]), Number(left, 8 + Digest.Length));
        left = left[(8 + Digest.Length + 4)..];
        if (count < 0 || (long)count * ChunkLength > left.Length)
            return false;
        var chunks = new Chunk[count];
        var sum = 0L;
        for (var i = 0; i < count; i++)
        {
            var length = Number(left, 0);
            if (length <= 0 || length > sizes.Largest)
                return false;
            chunks[i] = new Chunk(length, Digest.Read(left[4..]));
            sum += length;
            left = left[ChunkLength..];
        }
        if (sum != size)
            return false;
        file = new IndexedFile(name, size, digest, chunks);
        return true;
    }

    private static int Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
}
