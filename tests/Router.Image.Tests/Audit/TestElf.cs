using System.Buffers.Binary;
using System.Text;

namespace Router.Image.Tests.Audit;

/// <summary>
/// A small ELF file: header, program headers, dynamic section, names, code. As it stands it is a program as it should be; each property
/// plants a fault.
/// </summary>
internal sealed record TestElf
{
    private const ulong Base = 0x1000;

    public bool Is64 { get; init; } = true;

    public bool IsBigEndian { get; init; }

    /// <summary>2: loaded at a fixed address; 3: anywhere; 1: an object file.</summary>
    public int Type { get; init; } = 3;

    public int Machine { get; init; } = 62;

    public bool IsDynamic { get; init; } = true;

    public bool HasRelro { get; init; } = true;

    /// <summary>The tag and value that ask for early binding; null: none does.</summary>
    public (ulong Tag, ulong Value)? BindsNow { get; init; } = (30, 8);

    /// <summary>It names a library that it needs.</summary>
    public bool NeedsLibrary { get; init; } = true;

    /// <summary>Bytes of the one section that can be executed; null: there are no section headers.</summary>
    public int? CodeSection { get; init; }

    public ulong LazyCalls { get; init; } = 48;

    /// <summary>Flags of PT_GNU_STACK; null: there is none.</summary>
    public uint? Stack { get; init; } = 6;

    public uint CodeFlags { get; init; } = 5;

    public string[] Names { get; init; } = ["memcpy", "__stack_chk_fail"];

    public byte[] Code { get; init; } = new byte[32 << 10];

    public byte[] Build()
    {
        var names = Encoding.ASCII.GetBytes("\0" + string.Concat(Names.Select(name => name + "\0")));
        var segments = 2 + (HasRelro ? 1 : 0) + (Stack is null ? 0 : 1) + (IsDynamic ? 1 : 0);
        var (header, entry) = Is64 ? (64, 56) : (52, 32);
        var dynamicAt = header + (segments * entry);
        (ulong, ulong)[] dynamic = IsDynamic
            ?
            [
                (NeedsLibrary ? 1UL : 99, 1), (2, LazyCalls),
                (5, Base + (ulong)(dynamicAt + (7 * 2 * Word))), (10, (ulong)names.Length), BindsNow ?? (1, 1),
                (0, 0), (24, 0) // behind the end: it counts for nothing
            ]
            : [];
        var namesAt = dynamicAt + (dynamic.Length * 2 * Word);
        var codeAt = namesAt + names.Length;
        var sectionsAt = codeAt + Code.Length;
        var file = new Writer(this, sectionsAt + (CodeSection is null ? 0 : 2 * SectionSize));
        file.Header(header, entry, segments);
        file.Segment(1, 4, 0, Base, codeAt);
        file.Segment(1, CodeFlags, codeAt, Base + (ulong)codeAt, Code.Length);
        if (IsDynamic)
            file.Segment(2, 6, dynamicAt, Base + (ulong)dynamicAt, dynamic.Length * 2 * Word);
        if (HasRelro)
            file.Segment(0x6474e552, 4, dynamicAt, Base + (ulong)dynamicAt, 16);
        if (Stack is { } flags)
            file.Segment(0x6474e551, flags, 0, 0, 0);
        foreach (var (tag, value) in dynamic)
            file.Pair(tag, value);
        file.Bytes(names);
        file.Bytes(Code);
        if (CodeSection is { } size)
            file.Sections(sectionsAt, size);
        return file.Content;
    }

    private int SectionSize => Is64 ? 64 : 40;

    private int Word => Is64 ? 8 : 4;

    private sealed class Writer(TestElf elf, int length)
    {
        private int at;

        public byte[] Content { get; } = new byte[length];

        public void Header(int size, int entry, int segments)
        {
            Bytes([0x7f, (byte)'E', (byte)'L', (byte)'F', (byte)(elf.Is64 ? 2 : 1), (byte)(elf.IsBigEndian ? 2 : 1), 1]);
            at = 16;
            Half(elf.Type);
            Half(elf.Machine);
            Long(1);
            Word(0);
            Word((ulong)size);
            Word(0);
            Long(0);
            Half(size);
            Half(entry);
            Half(segments);
            at = size;
        }

        /// <summary>One with data and one with code; the header gets their place.</summary>
        public void Sections(int place, int size)
        {
            foreach (var (index, (flags, bytes)) in new[] { (2UL, 1UL << 20), (6UL, (ulong)size) }.Index())
            {
                at = place + (index * elf.SectionSize) + 8;
                Word(flags);
                at = place + (index * elf.SectionSize) + (elf.Is64 ? 32 : 20);
                Word(bytes);
            }
            at = elf.Is64 ? 40 : 32;
            Word((ulong)place);
            at = elf.Is64 ? 58 : 46;
            Half(elf.SectionSize);
            Half(2);
        }

        public void Segment(uint type, uint flags, int offset, ulong address, int size)
        {
            Long(type);
            if (elf.Is64)
                Long(flags);
            Word((ulong)offset);
            Word(address);
            Word(address);
            Word((ulong)size);
            Word((ulong)size);
            if (!elf.Is64)
                Long(flags);
            Word(1);
        }

        public void Pair(ulong tag, ulong value)
        {
            Word(tag);
            Word(value);
        }

        public void Bytes(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(Content.AsSpan(at));
            at += bytes.Length;
        }

        private void Half(int value)
        {
            if (elf.IsBigEndian)
                BinaryPrimitives.WriteUInt16BigEndian(Content.AsSpan(at), (ushort)value);
            else
                BinaryPrimitives.WriteUInt16LittleEndian(Content.AsSpan(at), (ushort)value);
            at += 2;
        }

        private void Long(uint value)
        {
            if (elf.IsBigEndian)
                BinaryPrimitives.WriteUInt32BigEndian(Content.AsSpan(at), value);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(Content.AsSpan(at), value);
            at += 4;
        }

        private void Word(ulong value)
        {
            if (!elf.Is64)
                Long((uint)value);
            else if (elf.IsBigEndian)
                BinaryPrimitives.WriteUInt64BigEndian(Content.AsSpan(at), value);
            else
                BinaryPrimitives.WriteUInt64LittleEndian(Content.AsSpan(at), value);
            at += elf.Is64 ? 8 : 0;
        }
    }
}
