using Router.Image.Apk.Index;

namespace Router.Image.Apk.Installing;

/// <summary>Reads <c>/lib/apk/db/installed</c>: what packages a root tree has.</summary>
internal static class InstalledText
{
    /// <summary>In the order of the file; files are left out. Never throws: what is no block of a package is none.</summary>
    public static IReadOnlyList<IndexEntry> Parse(string text) =>
        [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Block).OfType<IndexEntry>()];

    private static IndexEntry? Block(string block)
    {
        var lines = new DescriptionLines(block);
        var checksum = new byte[20];
        if (lines['P'].Length == 0 || lines['V'].Length == 0 || !IsChecksum(lines['C'], checksum))
            return null;
        return new IndexEntry(
            lines.ToDescription() with { Depends = lines.Words('D'), Provides = lines.Words('p') },
            checksum, lines.Number('S'), lines.Number('I'));
    }

    private static bool IsChecksum(string text, byte[] checksum) =>
        text.StartsWith("Q1", StringComparison.Ordinal) && Convert.TryFromBase64String(text[2..], checksum, out var length)
            && length == checksum.Length;
}
