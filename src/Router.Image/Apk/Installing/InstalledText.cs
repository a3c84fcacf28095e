using System.Globalization;

namespace Router.Image.Apk.Installing;

/// <summary>Reads <c>/lib/apk/db/installed</c>: what packages a root tree has.</summary>
internal static class InstalledText
{
    /// <summary>In the order of the file; files are left out. Never throws: what is no block of a package is none.</summary>
    public static IReadOnlyList<IndexEntry> Parse(string text) =>
        [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Block).OfType<IndexEntry>()];

    private static IndexEntry? Block(string block)
    {
        var fields = new Dictionary<char, string>();
        foreach (var line in block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 1 && line[1] == ':')
                fields.TryAdd(line[0], line[2..]);
        }
        string Field(char key) => fields.GetValueOrDefault(key, "");
        string[] Words(char key) => Field(key).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        long Number(char key) => long.TryParse(Field(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var checksum = new byte[20];
        if (Field('P').Length == 0 || Field('V').Length == 0 || !IsChecksum(Field('C'), checksum))
            return null;
        return new IndexEntry(
            new PackageDescription
            {
                Name = Field('P'),
                Version = Field('V'),
                Architecture = Field('A'),
                Summary = Field('T'),
                Url = Field('U'),
                License = Field('L'),
                Origin = Field('o'),
                Maintainer = Field('m'),
                BuildTime = Number('t'),
                Commit = Field('c'),
                Depends = Words('D'),
                Provides = Words('p'),
            },
            checksum, Number('S'), Number('I'));
    }

    private static bool IsChecksum(string text, byte[] checksum) =>
        text.StartsWith("Q1", StringComparison.Ordinal) && Convert.TryFromBase64String(text[2..], checksum, out var length)
            && length == checksum.Length;
}
