using System.Buffers.Binary;
using System.Text;
using Router.Image.Apk.Format;

namespace Router.Image.Disk;

/// <summary>
/// The GUID partition table of a disk with sectors of 512 bytes, UEFI 2.10 section 5.3: protective MBR, header and 128
/// entries at the start, entries and header once more at the end.
/// </summary>
internal static class PartitionTable
{
    public const int Sector = 512;
    private const int EntryCount = 128;
    private const int EntrySize = 128;
    private const int EntrySectors = EntryCount * EntrySize / Sector;
    private const int HeaderSize = 92;
    private const int NameLength = 36;

    /// <summary>Bytes of the disk before the first usable sector.</summary>
    public static byte[] Start(DiskLayout layout)
    {
        var sectors = layout.DiskSize / Sector;
        var entries = Entries(layout);
        return [.. ProtectiveMbr(sectors), .. Header(sectors, self: 1, other: sectors - 1, entriesAt: 2, entries), .. entries];
    }

    /// <summary>The disk's last bytes.</summary>
    public static byte[] End(DiskLayout layout)
    {
        var sectors = layout.DiskSize / Sector;
        var entries = Entries(layout);
        return [.. entries, .. Header(sectors, self: sectors - 1, other: 1, entriesAt: sectors - 1 - EntrySectors, entries)];
    }

    private static byte[] ProtectiveMbr(long sectors)
    {
        var mbr = new byte[Sector];
        var entry = mbr.AsSpan(446, 16);
        entry[2] = 2; // the sector after this one, in cylinders, heads and sectors
        entry[4] = 0xee;
        entry[5..8].Fill(0xff);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], (uint)Math.Min(sectors - 1, uint.MaxValue));
        mbr[510] = 0x55;
        mbr[511] = 0xaa;
        return mbr;
    }

    private static byte[] Entries(DiskLayout layout)
    {
        var entries = new byte[EntryCount * EntrySize];
        foreach (var (index, partition) in layout.Partitions.Index())
        {
            var entry = entries.AsSpan(index * EntrySize, EntrySize);
            partition.Type.TryWriteBytes(entry);
            partition.Id.TryWriteBytes(entry[16..]);
            BinaryPrimitives.WriteInt64LittleEndian(entry[32..], partition.Start / Sector);
            BinaryPrimitives.WriteInt64LittleEndian(entry[40..], partition.End / Sector - 1);
            Encoding.Unicode.GetBytes(partition.Name.AsSpan(0, Math.Min(partition.Name.Length, NameLength)), entry[56..]);
        }
        return entries;
    }

    private static byte[] Header(long sectors, long self, long other, long entriesAt, byte[] entries)
    {
        var header = new byte[Sector];
        var fields = header.AsSpan();
        "EFI PART"u8.CopyTo(fields);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[8..], 0x00010000);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[12..], HeaderSize);
        BinaryPrimitives.WriteInt64LittleEndian(fields[24..], self);
        BinaryPrimitives.WriteInt64LittleEndian(fields[32..], other);
        BinaryPrimitives.WriteInt64LittleEndian(fields[40..], Partition.Mebibyte / Sector);
        BinaryPrimitives.WriteInt64LittleEndian(fields[48..], sectors - 2 - EntrySectors);
        DiskLayout.Id.TryWriteBytes(fields[56..]);
        BinaryPrimitives.WriteInt64LittleEndian(fields[72..], entriesAt);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[80..], EntryCount);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[84..], EntrySize);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[88..], Crc32.Of(entries));
        BinaryPrimitives.WriteUInt32LittleEndian(fields[16..], Crc32.Of(fields[..HeaderSize])); // its own field is 0 until now
        return header;
    }
}
