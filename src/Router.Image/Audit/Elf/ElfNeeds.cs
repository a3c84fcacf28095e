using System.Text;

namespace Router.Image.Audit.Elf;

/// <summary>What an ELF file has loaded with it: its loader (<c>PT_INTERP</c>) and the names of its libraries (<c>DT_NEEDED</c>).</summary>
internal sealed record ElfNeeds(string? Loader, IReadOnlyList<string> Libraries)
{
    private const uint Interpreter = 3;

    /// <summary>Nothing for what is no ELF file, or a damaged one.</summary>
    public static ElfNeeds Of(ReadOnlySpan<byte> file)
    {
        if (!ElfReader.TryOpen(file, out var bytes, out var segments))
            return new ElfNeeds(null, []);
        var loader = segments.Find(segment => segment.Type == Interpreter);
        var names = new List<string>();
        var segment = segments.Find(segment => segment.Type == ElfSegment.Dynamic);
        if (bytes.TrySlice(segment.Offset, segment.FileSize, out var section))
        {
            var table = ElfReader.Names(bytes, segments, ElfDynamic.Read(bytes, section));
            foreach (var at in ElfDynamic.Libraries(bytes, section))
                names.Add(Text(at < (ulong)table.Length ? table[(int)at..] : default));
        }
        return new ElfNeeds(
            loader.Type == Interpreter && bytes.TrySlice(loader.Offset, loader.FileSize, out var path) ? Text(path) : null, names);
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
