using System.Buffers;

namespace Router.Image.Apk.Index;

/// <summary>Reads dependencies in apk's notation: <c>[!]NAME[@TAG][OPERATOR VERSION]</c>, blanks between them.</summary>
internal static class DependencyParser
{
    private static readonly SearchValues<byte> s_operators = SearchValues.Create("<>=~"u8);

    /// <summary>Appends what <paramref name="range"/> lists. False at the first that is not a dependency; it stops there.</summary>
    public static bool Parse(Catalog catalog, TextRange range, ref PooledList<Dependency> into)
    {
        var (at, end) = (range.Offset, range.Offset + range.Length);
        while (at < end)
        {
            var word = catalog.Text[new TextRange(at, end - at)];
            var length = word.IndexOfAny((byte)' ', (byte)'\n');
            length = length < 0 ? word.Length : length;
            if (length > 0)
            {
                if (!TryParse(catalog, new TextRange(at, length), out var dependency))
                    return false;
                into.Add(dependency);
            }

            at += length + 1;
        }

        return true;
    }

    public static bool TryParse(Catalog catalog, TextRange word, out Dependency dependency)
    {
        dependency = default;
        var text = catalog.Text[word];
        var start = text is [(byte)'!', ..] ? 1 : 0;
        var op = text.IndexOfAny(s_operators);
        var nameEnd = op < 0 ? text.Length : op;
        var match = VersionMatch.Any;
        TextRange version = default;
        if (op >= 0)
        {
            match = 0;
            var at = op;
            for (; at < text.Length && s_operators.Contains(text[at]); at++)
                match |= Meaning(text[at]);
            version = new TextRange(word.Offset + at, text.Length - at);
            if (version.IsEmpty || ((match & VersionMatch.Checksum) != VersionMatch.Checksum && !ApkVersion.IsValid(text[at..])))
                return false;
        }

        var name = text[start..nameEnd];
        var tag = 0;
        var mark = name.IndexOf((byte)'@');
        if (mark >= 0)
        {
            tag = catalog.Tag(name[mark..]);
            name = name[..mark];
        }

        if (name.IsEmpty)
            return false;
        dependency = new Dependency(catalog.Names.Intern(new TextRange(word.Offset + start, name.Length)), version, match, start == 1, tag);
        return true;
    }

    private static VersionMatch Meaning(byte symbol) => symbol switch
    {
        (byte)'<' => VersionMatch.Less,
        (byte)'>' => VersionMatch.Greater,
        (byte)'~' => VersionMatch.Prefix | VersionMatch.Equal,
        _ => VersionMatch.Equal,
    };
}
