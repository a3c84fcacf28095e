namespace Router.Image.Audit.Elf;

/// <summary>A program header (ELF specification, chapter 2).</summary>
internal readonly record struct ElfSegment(uint Type, uint Flags, ulong Offset, ulong Address, ulong FileSize)
{
    public const uint Load = 1, Dynamic = 2, Stack = 0x6474e551, Relro = 0x6474e552;

    private const uint Execute = 1, Write = 2;

    public bool IsExecutable => (Flags & Execute) != 0;

    public bool IsWritable => (Flags & Write) != 0;

    public static ElfSegment Read(ElfBytes bytes, ReadOnlySpan<byte> part) => bytes.Is64
        ? new(bytes.Long(part, 0), bytes.Long(part, 4), bytes.Word(part, 8), bytes.Word(part, 16), bytes.Word(part, 32))
        : new(bytes.Long(part, 0), bytes.Long(part, 24), bytes.Word(part, 4), bytes.Word(part, 8), bytes.Word(part, 16));
}
