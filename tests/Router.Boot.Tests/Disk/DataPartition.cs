using System.Buffers.Binary;

namespace Router.Boot.Tests.Disk;

/// <summary>The data partition of a disk image, by the partition table (UEFI 2.10, section 5.3.3) and the superblock of its ext4.</summary>
internal sealed class DataPartition(string disk)
{
    public const int Sector = 512;

    private const int Number = 5;

    /// <summary>In the superblock, where ext4 says what must be known to read it; the journal has what the file system has not.</summary>
    private const int Incompatible = 0x60, NeedsRecovery = 0x4;

    /// <summary>Bytes of the partition, and of what its file system takes of it.</summary>
    public async Task<(long Partition, long FileSystem)> SizesAsync(CancellationToken stopping)
    {
        var (first, last) = await BoundsAsync(stopping);
        var super = await SuperblockAsync(first, stopping);
        var blockSize = 1024L << BinaryPrimitives.ReadInt32LittleEndian(super.AsSpan(24));
        return ((last - first + 1) * Sector, BinaryPrimitives.ReadUInt32LittleEndian(super.AsSpan(4)) * blockSize);
    }

    /// <summary>It was unmounted, or nothing was written to it.</summary>
    public async Task<bool> IsCleanAsync(CancellationToken stopping)
    {
        var (first, _) = await BoundsAsync(stopping);
        var super = await SuperblockAsync(first, stopping);
        return (BinaryPrimitives.ReadInt32LittleEndian(super.AsSpan(Incompatible)) & NeedsRecovery) == 0;
    }

    public async Task<byte[]> ReadAsync(long at, int length, CancellationToken stopping)
    {
        await using var file = new FileStream(disk, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = at;
        var bytes = new byte[length];
        await file.ReadExactlyAsync(bytes, stopping);
        return bytes;
    }

    /// <summary>Its first and last sector.</summary>
    public async Task<(long First, long Last)> BoundsAsync(CancellationToken stopping)
    {
        var entry = await ReadAsync((2 * Sector) + ((Number - 1) * 128), 128, stopping);
        return (BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(32)), BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(40)));
    }

    private Task<byte[]> SuperblockAsync(long first, CancellationToken stopping) => ReadAsync((first * Sector) + 1024, 1024, stopping);
}
