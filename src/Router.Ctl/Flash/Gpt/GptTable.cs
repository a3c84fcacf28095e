using System.Buffers.Binary;

namespace Router.Ctl.Flash.Gpt;

/// <summary>Bytes to be written at a byte offset of the disk.</summary>
internal sealed record DiskWrite(long Offset, byte[] Bytes);

/// <summary>
/// A partition table as read from the start of a disk, and the same table fitted to a disk of another size: the copy at the
/// end moves to the new end, which frees the space in between.
/// </summary>
internal sealed record GptTable(GptHeader Header, byte[] Entries, byte[] ProtectiveMbr)
{
    private const int Sector = GptHeader.SectorSize;

    /// <summary>Partitions end on whole mebibytes when they grow.</summary>
    private const ulong Alignment = 2048;

    /// <summary>Bytes at the start of a disk that hold the table of any usual disk.</summary>
    public const int HeadLength = 64 * 1024;

    /// <summary>Sector after the last one that a partition of the table uses.</summary>
    public ulong UsedEnd => Used().Select(e => e.Last + 1).DefaultIfEmpty(Header.FirstUsable).Max();

    /// <summary>Reads the first <see cref="HeadLength"/> bytes of a disk.</summary>
    public static bool TryRead(ReadOnlySpan<byte> head, out GptTable? table, out string? problem)
    {
        table = null;
        if (!GptHeader.TryRead(head.Length < 2 * Sector ? [] : head[Sector..], out var header, out problem))
            return false;
        var length = (long)header!.Count * header.EntrySize;
        if (header.Self != 1 || header.Entries is < 2 or > int.MaxValue / Sector || ((long)header.Entries * Sector) + length > head.Length)
            problem = "has its entries at an unusual place";
        else
        {
            var entries = head.Slice((int)header.Entries * Sector, (int)length).ToArray();
            if (Crc32.Of(entries) != header.EntriesCrc)
                problem = "has entries that do not match their checksum";
            else
                table = new(header, entries, head[..Sector].ToArray());
        }
        return table is not null;
    }

    /// <summary>The table for a disk of so many sectors; with <paramref name="grow"/> its last partition reaches the new end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The partitions do not fit.</exception>
    public GptTable Fit(ulong sectors, bool grow)
    {
        var lastUsable = sectors - Header.EntriesSectors - 2;
        ArgumentOutOfRangeException.ThrowIfLessThan(lastUsable + 1, UsedEnd, nameof(sectors));
        var entries = grow ? Grown(lastUsable) : Entries;
        return this with
        {
            Header = Header with { Other = sectors - 1, LastUsable = lastUsable, EntriesCrc = Crc32.Of(entries) },
            Entries = entries,
            ProtectiveMbr = Protective(sectors),
        };
    }

    /// <summary>
    /// Clears the copy at the end of <paramref name="before"/>'s disk, where this table left space between; else nothing.
    /// </summary>
    public IReadOnlyList<DiskWrite> Clearing(GptTable before)
    {
        var start = before.Header.Other - before.Header.EntriesSectors;
        var free = start >= UsedEnd && before.Header.Other < Header.Other - Header.EntriesSectors;
        return free ? [new((long)start * Sector, new byte[(before.Header.EntriesSectors + 1) * Sector])] : [];
    }

    /// <summary>Both copies and the protective MBR; the copy at the end comes first, so that a power cut leaves a valid one.</summary>
    public IReadOnlyList<DiskWrite> Writes()
    {
        var backupEntries = Header.Other - Header.EntriesSectors;
        var backup = Header with { Self = Header.Other, Other = Header.Self, Entries = backupEntries };
        return
        [
            new((long)backupEntries * Sector, Entries),
            new((long)Header.Other * Sector, backup.ToSector()),
            new((long)Header.Entries * Sector, Entries),
            new((long)Header.Self * Sector, Header.ToSector()),
            new(0, ProtectiveMbr),
        ];
    }

    /// <summary>Offset of an entry in <see cref="Entries"/>, with its first and last sector.</summary>
    private IEnumerable<(int Offset, ulong First, ulong Last)> Used()
    {
        for (var offset = 0; offset < Entries.Length; offset += (int)Header.EntrySize)
        {
            if (Entries.AsSpan(offset, 16).ContainsAnyExcept((byte)0))
            {
                yield return (offset, BinaryPrimitives.ReadUInt64LittleEndian(Entries.AsSpan(offset + 32)),
                    BinaryPrimitives.ReadUInt64LittleEndian(Entries.AsSpan(offset + 40)));
            }
        }
    }

    private byte[] Grown(ulong lastUsable)
    {
        var entries = Entries.ToArray();
        var last = Used().OrderBy(e => e.Last).LastOrDefault();
        var end = ((lastUsable + 1) / Alignment * Alignment) - 1;
        if (end > last.Last && last.Last != 0)
            BinaryPrimitives.WriteUInt64LittleEndian(entries.AsSpan(last.Offset + 40), end);
        return entries;
    }

    /// <summary>The MBR's entry of type 0xEE covers the whole disk; the boot code and all else stays.</summary>
    private byte[] Protective(ulong sectors)
    {
        var mbr = ProtectiveMbr.ToArray();
        for (var entry = 446; entry < 510; entry += 16)
        {
            if (mbr[entry + 4] == 0xEE)
                BinaryPrimitives.WriteUInt32LittleEndian(mbr.AsSpan(entry + 12), (uint)Math.Min(sectors - 1, uint.MaxValue));
        }
        return mbr;
    }
}
