using System.Buffers;

namespace Router.Image.Apk.Index;

/// <summary>
/// A dependency in apk's notation, <c>[!]NAME[@TAG][OPERATOR VERSION]</c>, taken apart. The ranges are of the word's
/// bytes; <paramref name="Tag"/> has its <c>@</c>, or is empty.
/// </summary>
internal readonly record struct DependencyWord(TextRange Name, TextRange Tag, TextRange Version, VersionMatch Match, bool IsConflict)
{
    private static readonly SearchValues<byte> Operators = SearchValues.Create("<>=~"u8);

    public static bool TryParse(ReadOnlySpan<byte> word, out DependencyWord parsed)
    {
        parsed = default;
        var start = word is [(byte)'!', ..] ? 1 : 0;
        var op = word.IndexOfAny(Operators);
        var nameEnd = op < 0 ? word.Length : op;
        var match = VersionMatch.Any;
        TextRange version = default;
        if (op >= 0)
        {
            match = 0;
            var at = op;
            for (; at < word.Length && Operators.Contains(word[at]); at++)
                match |= Meaning(word[at]);
            version = new TextRange(at, word.Length - at);
            if (version.IsEmpty || ((match & VersionMatch.Checksum) != VersionMatch.Checksum && !ApkVersion.IsValid(word[at..])))
                return false;
        }

        TextRange tag = default;
        var mark = word[start..nameEnd].IndexOf((byte)'@');
        if (mark >= 0)
        {
            tag = new TextRange(start + mark, nameEnd - start - mark);
            nameEnd = start + mark;
        }

        parsed = new DependencyWord(new TextRange(start, nameEnd - start), tag, version, match, start == 1);
        return nameEnd > start;
    }

    private static VersionMatch Meaning(byte symbol) => symbol switch
    {
        (byte)'<' => VersionMatch.Less,
        (byte)'>' => VersionMatch.Greater,
        (byte)'~' => VersionMatch.Prefix | VersionMatch.Equal,
        _ => VersionMatch.Equal,
    };
}
