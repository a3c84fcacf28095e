namespace Router.Image.Audit.Elf;

/// <summary>The fields of an ELF header (ELF specification, chapter 1) that lead to the program headers and to the sections.</summary>
internal readonly record struct ElfHeader(ElfKind Kind, int Machine, ulong Table, int EntrySize, int Count)
{
    /// <summary>Where the headers of the sections are, the bytes of each, and how many; a file may have none.</summary>
    public (ulong Table, int EntrySize, int Count) Sections { get; init; }

    private const int TypeExecutable = 2, TypeShared = 3;

    private const int Size32 = 52, Size64 = 64, ProgramHeader32 = 32, ProgramHeader64 = 56;

    /// <summary>Null: it is cut short, or its table cannot be.</summary>
    public static ElfHeader? Read(ElfBytes bytes)
    {
        if (!bytes.TrySlice(0, bytes.Is64 ? (ulong)Size64 : Size32, out var part))
            return null;
        var sizes = bytes.Is64 ? 54 : 42;
        var kind = bytes.Half(part, 16) switch
        {
            TypeExecutable => ElfKind.Executable,
            TypeShared => ElfKind.Shared,
            _ => ElfKind.Other,
        };
        var header = new ElfHeader(
            kind, bytes.Half(part, 18), bytes.Word(part, bytes.Is64 ? 32 : 28), bytes.Half(part, sizes), bytes.Half(part, sizes + 2))
        {
            Sections = (bytes.Word(part, bytes.Is64 ? 40 : 32), bytes.Half(part, sizes + 4), bytes.Half(part, sizes + 6)),
        };
        return header.Count == 0 || header.EntrySize >= (bytes.Is64 ? ProgramHeader64 : ProgramHeader32) ? header : null;
    }
}
