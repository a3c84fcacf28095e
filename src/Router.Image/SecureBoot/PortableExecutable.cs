using System.Buffers.Binary;

namespace Router.Image.SecureBoot;

/// <summary>
/// A section of a PE file. Address and length in memory, place and length in the file; bytes.
/// </summary>
internal readonly record struct PeSection(uint Address, uint MemorySize, uint FileOffset, uint FileSize);

/// <summary>
/// Where the fields of a 64-bit PE file lie that UEFI starts (Microsoft PE and COFF specification): those that signatures and new sections
/// change.
/// </summary>
internal sealed record PortableExecutable
{
    public const int SectionHeaderSize = 40;

    private const int PointerAt = 0x3c, CoffSize = 24, LeastOptional = 152;
    private const ushort Pe64 = 0x20b;

    /// <summary>Of the signature <c>PE\0\0</c>, behind which the COFF header stands.</summary>
    public required int Coff { get; init; }

    /// <summary>Of the optional header.</summary>
    public required int Optional { get; init; }

    /// <summary>Of the table of sections.</summary>
    public required int Table { get; init; }

    public required IReadOnlyList<PeSection> Sections { get; init; }

    public required int SectionAlignment { get; init; }

    public required int FileAlignment { get; init; }

    /// <summary>Bytes in front of the first section's.</summary>
    public required int HeadersSize { get; init; }

    /// <summary>Of the checksum, which a signature leaves out.</summary>
    public int Checksum => Optional + 64;

    /// <summary>Of the size of all in memory.</summary>
    public int ImageSize => Optional + 56;

    /// <summary>Of place and length of the signatures, which a signature leaves out.</summary>
    public int Certificates => Optional + 144;

    /// <summary>Where the sections end in the file.</summary>
    public int End => Sections.Aggregate(HeadersSize, (end, section) => Math.Max(end, (int)(section.FileOffset + section.FileSize)));

    /// <exception cref="ImageException">It is no such file, or cut off.</exception>
    public static PortableExecutable Read(ReadOnlySpan<byte> file, string name)
    {
        var coff = file.Length < 64 || !file.StartsWith("MZ"u8) ? int.MaxValue : BinaryPrimitives.ReadInt32LittleEndian(file[PointerAt..]);
        if (coff < 0 || coff > file.Length - CoffSize - LeastOptional || !file[coff..].StartsWith("PE\0\0"u8))
            throw Bad(name);
        var optional = coff + CoffSize;
        var table = optional + BinaryPrimitives.ReadUInt16LittleEndian(file[(coff + 20)..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[(coff + 6)..]);
        var fields = file[optional..];
        var (sectionAlignment, fileAlignment, headers) = (
            BinaryPrimitives.ReadInt32LittleEndian(fields[32..]), BinaryPrimitives.ReadInt32LittleEndian(fields[36..]),
            BinaryPrimitives.ReadInt32LittleEndian(fields[60..]));
        if (BinaryPrimitives.ReadUInt16LittleEndian(fields) != Pe64 || table < optional + LeastOptional
            || headers < table + count * SectionHeaderSize || headers > file.Length || fileAlignment <= 0 || sectionAlignment <= 0)
            throw Bad(name);
        var sections = new List<PeSection>();
        for (var number = 0; number < count; number++)
            sections.Add(Section(file[(table + number * SectionHeaderSize)..], file.Length) ?? throw Bad(name));
        return new PortableExecutable
        {
            Coff = coff,
            Optional = optional,
            Table = table,
            Sections = sections,
            SectionAlignment = sectionAlignment,
            FileAlignment = fileAlignment,
            HeadersSize = headers,
        };
    }

    /// <summary>Null: it lies outside of the file.</summary>
    private static PeSection? Section(ReadOnlySpan<byte> header, int length)
    {
        var section = new PeSection(
            BinaryPrimitives.ReadUInt32LittleEndian(header[12..]), BinaryPrimitives.ReadUInt32LittleEndian(header[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(header[20..]), BinaryPrimitives.ReadUInt32LittleEndian(header[16..]));
        return (long)section.FileOffset + section.FileSize <= length ? section : null;
    }

    private static ImageException Bad(string name) =>
        new($"{name}: no program of 64 bits for UEFI, or a damaged one", "install the package that has it again");
}
