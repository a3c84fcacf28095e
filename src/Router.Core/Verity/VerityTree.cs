using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Router.Core.Verity;

/// <summary>
/// The hash tree by which the kernel's dm-verity finds out each changed block of a file system, as veritysetup writes it: a superblock,
/// then the levels from the top down (hash type 1, SHA-256, blocks of 4096 bytes).
/// </summary>
public sealed record VerityTree
{
    /// <summary>Bytes of a block, of data and of hashes.</summary>
    public const int BlockSize = 4096;

    private const int HashSize = SHA256.HashSizeInBytes, HashesPerBlock = BlockSize / HashSize, LongestSalt = 256;

    /// <summary>Of the top block: whoever knows it knows all of the data.</summary>
    public required ReadOnlyMemory<byte> RootHash { get; init; }

    public required ReadOnlyMemory<byte> Salt { get; init; }

    /// <summary>Blocks of data.</summary>
    public required long Blocks { get; init; }

    /// <summary>What is to stand behind the data: whole blocks.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Bytes of a file system that is filled up to whole blocks.</summary>
    public static long Padded(long length) => (length + BlockSize - 1) / BlockSize * BlockSize;

    /// <summary>Bytes of the superblock and hashes for that many bytes of data.</summary>
    public static long SizeFor(long length)
    {
        var size = (long)BlockSize;
        for (var blocks = Padded(length) / BlockSize; blocks > 1;)
            size += (blocks = (blocks + HashesPerBlock - 1) / HashesPerBlock) * BlockSize;
        return size;
    }

    /// <param name="data">Whole blocks, from its position to its end.</param>
    /// <param name="salt">Goes in front of each block that is hashed; at most 256 bytes.</param>
    /// <param name="uuid">Of the superblock.</param>
    /// <exception cref="ArgumentException">The data are no whole blocks or none, or the salt is too long.</exception>
    public static VerityTree Of(Stream data, ReadOnlySpan<byte> salt, Guid uuid) => Of(data, salt, uuid, isPadded: false);

    /// <summary>As <see cref="Of(Stream, ReadOnlySpan{byte}, Guid)"/>, for data that zeros fill up to whole blocks.</summary>
    public static VerityTree OfPadded(Stream data, ReadOnlySpan<byte> salt, Guid uuid) => Of(data, salt, uuid, isPadded: true);

    private static VerityTree Of(Stream data, ReadOnlySpan<byte> salt, Guid uuid, bool isPadded)
    {
        if (salt.Length > LongestSalt)
            throw new ArgumentException($"a salt of {salt.Length} bytes, and {LongestSalt} is the most", nameof(salt));
        var levels = new List<byte[]> { Leaves(data, salt, isPadded) };
        var blocks = levels[0].Length / HashSize;
        if (blocks == 0)
            throw new ArgumentException("there are no data", nameof(data));
        while (levels[^1].Length > HashSize)
            levels.Add(Level(Padded(levels[^1]), salt));
        using var content = new MemoryStream();
        content.Write(Superblock(blocks, salt, uuid));
        // The last one is the root hash, which stands nowhere.
        foreach (var level in Enumerable.Reverse(levels[..^1]))
            content.Write(Padded(level));
        return new VerityTree { RootHash = levels[^1], Salt = salt.ToArray(), Blocks = blocks, Content = content.ToArray() };
    }

    private static byte[] Leaves(Stream data, ReadOnlySpan<byte> salt, bool isPadded)
    {
        using var hashes = new MemoryStream();
        var block = new byte[BlockSize];
        while (data.ReadAtLeast(block, BlockSize, throwOnEndOfStream: false) is > 0 and var read)
        {
            block.AsSpan(read).Clear();
            if (read < BlockSize && !isPadded)
                throw new ArgumentException($"the data end within a block of {BlockSize} bytes", nameof(data));
            hashes.Write(Hash(block, salt));
        }
        return hashes.ToArray();
    }

    private static byte[] Level(ReadOnlySpan<byte> below, ReadOnlySpan<byte> salt)
    {
        var hashes = new byte[below.Length / BlockSize * HashSize];
        for (var block = 0; block * BlockSize < below.Length; block++)
            Hash(below.Slice(block * BlockSize, BlockSize), salt).CopyTo(hashes, block * HashSize);
        return hashes;
    }

    private static byte[] Padded(byte[] hashes)
    {
        var padded = new byte[Padded(hashes.Length)];
        hashes.CopyTo(padded, 0);
        return padded;
    }

    private static byte[] Hash(ReadOnlySpan<byte> block, ReadOnlySpan<byte> salt)
    {
        Span<byte> salted = stackalloc byte[LongestSalt + BlockSize];
        salt.CopyTo(salted);
        block.CopyTo(salted[salt.Length..]);
        return SHA256.HashData(salted[..(salt.Length + BlockSize)]);
    }

    /// <summary>Source: the kernel's Documentation/admin-guide/device-mapper/verity.rst and cryptsetup's on-disk format.</summary>
    private static byte[] Superblock(long blocks, ReadOnlySpan<byte> salt, Guid uuid)
    {
        var superblock = new byte[BlockSize];
        var at = superblock.AsSpan();
        "verity\0\0"u8.CopyTo(at);
        BinaryPrimitives.WriteUInt32LittleEndian(at[8..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(at[12..], 1);
        uuid.TryWriteBytes(at[16..], bigEndian: true, out _);
        Encoding.ASCII.GetBytes("sha256", at[32..]);
        BinaryPrimitives.WriteUInt32LittleEndian(at[64..], BlockSize);
        BinaryPrimitives.WriteUInt32LittleEndian(at[68..], BlockSize);
        BinaryPrimitives.WriteInt64LittleEndian(at[72..], blocks);
        BinaryPrimitives.WriteUInt16LittleEndian(at[80..], (ushort)salt.Length);
        salt.CopyTo(at[88..]);
        return superblock;
    }
}
