using System.Diagnostics.CodeAnalysis;
using Router.Image.Architectures;

namespace Router.Image.Audit.Elf;

/// <summary>Reads what an ELF file says of its hardening. It needs no section headers, which a file may lack.</summary>
internal static class ElfReader
{
    public static bool IsElf(ReadOnlySpan<byte> file) => file.StartsWith("\u007fELF"u8);

    /// <summary>Never throws on bytes; otherwise <paramref name="problem"/> says what is wrong with them.</summary>
    public static bool TryRead(ReadOnlySpan<byte> file, [NotNullWhen(true)] out ElfFile? elf, out string problem)
    {
        (elf, problem) = (null, "");
        if (!IsElf(file) || file.Length < 16 || file[4] is not (1 or 2) || file[5] is not (1 or 2))
        {
            problem = "it is no ELF file of 32 or 64 bits";
            return false;
        }
        var bytes = new ElfBytes(file, file[4] == 2, file[5] == 2);
        if (ElfHeader.Read(bytes) is not { } header)
            problem = "its header is cut short or wrong";
        else if (header.Kind == ElfKind.Other)
            elf = new ElfFile(ElfKind.Other);
        else if (Segments(bytes, header) is not { } segments)
            problem = "its program headers are outside of the file";
        else if (!AreInside(bytes, segments))
            problem = "a segment is outside of the file";
        else
            elf = Describe(bytes, header, segments, ref problem);
        return elf is not null;
    }

    /// <summary>The program headers of a whole ELF file; false: it is none.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> file, out ElfBytes bytes, out List<ElfSegment> segments)
    {
        bytes = default;
        segments = [];
        if (!TryRead(file, out var elf, out _) || elf.Kind == ElfKind.Other)
            return false;
        bytes = new ElfBytes(file, file[4] == 2, file[5] == 2);
        segments = Segments(bytes, ElfHeader.Read(bytes)!.Value)!;
        return true;
    }

    /// <summary>The table of names of a whole file.</summary>
    public static ReadOnlySpan<byte> Names(ElfBytes bytes, List<ElfSegment> segments, ElfDynamic dynamic)
    {
        Names(bytes, [.. segments.Where(segment => segment.Type == ElfSegment.Load)], dynamic, out var names);
        return names;
    }

    private static List<ElfSegment>? Segments(ElfBytes bytes, ElfHeader header)
    {
        if (!bytes.TrySlice(header.Table, (ulong)header.Count * (ulong)header.EntrySize, out var table))
            return null;
        var segments = new List<ElfSegment>(header.Count);
        for (var i = 0; i < header.Count; i++)
            segments.Add(ElfSegment.Read(bytes, table[(i * header.EntrySize)..]));
        return segments;
    }

    private static bool AreInside(ElfBytes bytes, List<ElfSegment> segments)
    {
        foreach (var segment in segments)
        {
            // One without bytes in the file may have any place there.
            if (segment is { Type: not 0, FileSize: > 0 } && !bytes.TrySlice(segment.Offset, segment.FileSize, out _))
                return false;
        }
        return true;
    }

    private static ElfFile? Describe(ElfBytes bytes, ElfHeader header, List<ElfSegment> segments, ref string problem)
    {
        var loaded = segments.Where(segment => segment.Type == ElfSegment.Load).ToList();
        var stack = segments.Where(segment => segment.Type == ElfSegment.Stack).ToList();
        var isDynamic = segments.Exists(segment => segment.Type == ElfSegment.Dynamic);
        var dynamic = isDynamic ? Dynamic(bytes, segments) : default;
        if (Names(bytes, loaded, dynamic, out var names) is { } wrong)
        {
            problem = wrong;
            return null;
        }
        var isX86 = header.Machine == Architecture.X64.ElfMachine;
        var readsCanary = isX86 && ReadsCanary(bytes, loaded);
        var executable = loaded.Where(segment => segment.IsExecutable).Aggregate(0UL, (sum, segment) => sum + segment.FileSize);
        return new ElfFile(header.Kind)
        {
            Machine = header.Machine,
            IsDynamic = isDynamic,
            HasRelro = segments.Exists(segment => segment.Type == ElfSegment.Relro),
            BindsNow = dynamic.BindsNow,
            HasLazyCalls = dynamic.HasLazyCalls,
            Stack = stack.Count == 0 ? StackRequest.Missing
                : stack.Exists(segment => segment.IsExecutable) ? StackRequest.Executable : StackRequest.Plain,
            HasWritableCode = loaded.Exists(segment => segment is { IsExecutable: true, IsWritable: true }),
            CodeSize = Math.Min(executable, ElfSections.CodeSize(bytes, header) ?? executable),
            ChecksStack = StackCheck.IsNamed(names) || readsCanary,
            // The canary of others is a variable like any: only the name of the function that a failed check calls shows it.
            ShowsStackChecks = isX86 || StackCheck.IsNamed(names) || dynamic.NeedsLibraries,
            CallsChecked = StackCheck.HasCheckedCalls(names),
        };
    }

    private static ElfDynamic Dynamic(ElfBytes bytes, List<ElfSegment> segments)
    {
        var segment = segments.Find(segment => segment.Type == ElfSegment.Dynamic);
        return bytes.TrySlice(segment.Offset, segment.FileSize, out var section) ? ElfDynamic.Read(bytes, section) : default;
    }

    /// <summary>The names of imports and exports, one behind the other; what is returned is wrong with them.</summary>
    private static string? Names(ElfBytes bytes, List<ElfSegment> loaded, ElfDynamic dynamic, out ReadOnlySpan<byte> names)
    {
        names = default;
        if (dynamic.NamesSize == 0)
            return null;
        foreach (var segment in loaded)
        {
            if (dynamic.Names < segment.Address || dynamic.Names - segment.Address >= segment.FileSize)
                continue;
            var offset = segment.Offset + (dynamic.Names - segment.Address);
            return bytes.TrySlice(offset, dynamic.NamesSize, out names) ? null : "the names of its symbols are outside of the file";
        }
        return "the names of its symbols are in no segment";
    }

    private static bool ReadsCanary(ElfBytes bytes, List<ElfSegment> loaded)
    {
        foreach (var segment in loaded)
        {
            if (segment.IsExecutable && bytes.TrySlice(segment.Offset, segment.FileSize, out var code) && StackCheck.ReadsCanary(code))
                return true;
        }
        return false;
    }
}
