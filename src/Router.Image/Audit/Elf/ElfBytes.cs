using System.Buffers.Binary;

namespace Router.Image.Audit.Elf;

/// <summary>The numbers of an ELF file in its own width and order, and parts of it where they are inside of it.</summary>
internal readonly ref struct ElfBytes(ReadOnlySpan<byte> file, bool is64, bool isBigEndian)
{
    private readonly ReadOnlySpan<byte> file = file;

    public bool Is64 => is64;

    public int WordSize => is64 ? 8 : 4;

    public bool TrySlice(ulong offset, ulong length, out ReadOnlySpan<byte> part)
    {
        var inside = offset <= (ulong)file.Length && length <= (ulong)file.Length - offset;
        part = inside ? file.Slice((int)offset, (int)length) : default;
        return inside;
    }

    public ushort Half(ReadOnlySpan<byte> part, int at) => isBigEndian
        ? BinaryPrimitives.ReadUInt16BigEndian(part[at..])
        : BinaryPrimitives.ReadUInt16LittleEndian(part[at..]);

    public uint Long(ReadOnlySpan<byte> part, int at) => isBigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(part[at..])
        : BinaryPrimitives.ReadUInt32LittleEndian(part[at..]);

    /// <summary>A number of 8 bytes in 64-bit files, of 4 in others.</summary>
    public ulong Word(ReadOnlySpan<byte> part, int at)
    {
        if (!is64)
            return Long(part, at);
        return isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(part[at..]) : BinaryPrimitives.ReadUInt64LittleEndian(part[at..]);
    }
}
