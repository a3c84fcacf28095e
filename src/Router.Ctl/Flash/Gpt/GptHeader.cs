using System.Buffers.Binary;

namespace Router.Ctl.Flash.Gpt;

/// <summary>
/// The header of a GUID partition table, UEFI 2.10 section 5.3.2; little-endian, addresses in sectors:
/// <code>
///  0 "EFI PART" | 8 revision | 12 header size | 16 header CRC | 20 reserved | 24 own address | 32 the other's address
/// 40 first usable | 48 last usable | 56 disk GUID | 72 entries' address | 80 count | 84 entry size | 88 entries' CRC
/// </code>
/// </summary>
internal sealed record GptHeader
{
    /// <summary>Sectors on this medium are 512 bytes: that is what images are made for.</summary>
    public const int SectorSize = 512;

    private const int Size = 92;

    public required ulong Self { get; init; }

    public required ulong Other { get; init; }

    public required ulong FirstUsable { get; init; }

    public required ulong LastUsable { get; init; }

    public required Guid Disk { get; init; }

    public required ulong Entries { get; init; }

    public required uint Count { get; init; }

    public required uint EntrySize { get; init; }

    public required uint EntriesCrc { get; init; }

    /// <summary>Sectors that the entries fill.</summary>
    public ulong EntriesSectors => ((ulong)Count * EntrySize + SectorSize - 1) / SectorSize;

    /// <summary>
    /// Reads one sector. <paramref name="problem"/> says what is wrong with it, in words that follow "the partition table".
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> sector, out GptHeader? header, out string? problem)
    {
        header = null;
        problem = null;
        if (sector.Length < SectorSize || !sector[..8].SequenceEqual("EFI PART"u8))
            problem = "is not there (no \"EFI PART\" in the second sector)";
        else if (BinaryPrimitives.ReadUInt32LittleEndian(sector[12..]) is var size && size is < Size or > SectorSize)
            problem = $"has a header of {size} bytes";
        else if (Checksum(sector, (int)size) != BinaryPrimitives.ReadUInt32LittleEndian(sector[16..]))
            problem = "does not match its checksum";
        else
            header = Decode(sector);
        if (header is { } h && (h.EntrySize is < 128 or > 4096 || h.Count is 0 or > 1024))
        {
            problem = $"has {h.Count} entries of {h.EntrySize} bytes";
            header = null;
        }
        return header is not null;
    }

    /// <summary>The whole sector, checksum included.</summary>
    public byte[] ToSector()
    {
        var sector = new byte[SectorSize];
        "EFI PART"u8.CopyTo(sector);
        var fields = sector.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(fields[8..], 0x00010000);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[12..], Size);
        BinaryPrimitives.WriteUInt64LittleEndian(fields[24..], Self);
        BinaryPrimitives.WriteUInt64LittleEndian(fields[32..], Other);
        BinaryPrimitives.WriteUInt64LittleEndian(fields[40..], FirstUsable);
        BinaryPrimitives.WriteUInt64LittleEndian(fields[48..], LastUsable);
        Disk.TryWriteBytes(fields[56..]);
        BinaryPrimitives.WriteUInt64LittleEndian(fields[72..], Entries);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[80..], Count);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[84..], EntrySize);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[88..], EntriesCrc);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[16..], Checksum(sector, Size));
        return sector;
    }

    private static GptHeader Decode(ReadOnlySpan<byte> sector) => new()
    {
        Self = BinaryPrimitives.ReadUInt64LittleEndian(sector[24..]),
        Other = BinaryPrimitives.ReadUInt64LittleEndian(sector[32..]),
        FirstUsable = BinaryPrimitives.ReadUInt64LittleEndian(sector[40..]),
        LastUsable = BinaryPrimitives.ReadUInt64LittleEndian(sector[48..]),
        Disk = new Guid(sector[56..72]),
        Entries = BinaryPrimitives.ReadUInt64LittleEndian(sector[72..]),
        Count = BinaryPrimitives.ReadUInt32LittleEndian(sector[80..]),
        EntrySize = BinaryPrimitives.ReadUInt32LittleEndian(sector[84..]),
        EntriesCrc = BinaryPrimitives.ReadUInt32LittleEndian(sector[88..]),
    };

    /// <summary>Of the header with its own checksum field taken as zero.</summary>
    private static uint Checksum(ReadOnlySpan<byte> sector, int size)
    {
        var copy = sector[..size].ToArray();
        copy.AsSpan(16, 4).Clear();
        return Crc32.Of(copy);
    }
}
