namespace Router.Image.Audit.Elf;

/// <summary>
/// The section headers of an ELF file (ELF specification, chapter 1). Where a linker puts constants into the segment of the code, as on
/// aarch64, they alone tell how much of it is code.
/// </summary>
internal static class ElfSections
{
    private const ulong Executable = 4;

    private const int Header32 = 40, Header64 = 64;

    /// <summary>Bytes of the sections that can be executed; null: there are no section headers, or they are outside of the file.</summary>
    public static ulong? CodeSize(ElfBytes bytes, ElfHeader header)
    {
        var (table, entry, count) = header.Sections;
        if (count == 0 || entry < (bytes.Is64 ? Header64 : Header32)
            || !bytes.TrySlice(table, (ulong)count * (ulong)entry, out var headers))
            return null;
        var size = 0UL;
        for (var i = 0; i < count; i++)
        {
            var section = headers[(i * entry)..];
            if ((bytes.Word(section, 8) & Executable) != 0)
                size += bytes.Word(section, bytes.Is64 ? 32 : 20);
        }
        return size;
    }
}
