namespace Router.Image.Apk.Index;

/// <summary>Reads dependencies into a catalog.</summary>
internal static class DependencyParser
{
    /// <summary>
    /// Appends what <paramref name="range"/> lists, blanks between. Like apk it stops at the first that is not a dependency.
    /// </summary>
    public static void Parse(Catalog catalog, TextRange range, ref PooledList<Dependency> into)
    {
        var (at, end) = (range.Offset, range.Offset + range.Length);
        while (at < end)
        {
            var length = catalog.Text[new TextRange(at, end - at)].IndexOf((byte)' ');
            length = length < 0 ? end - at : length;
            if (length > 0)
            {
                if (!TryParse(catalog, new TextRange(at, length), out var dependency))
                    return;
                into.Add(dependency);
            }

            at += length + 1;
        }
    }

    public static bool TryParse(Catalog catalog, TextRange word, out Dependency dependency)
    {
        dependency = default;
        var text = catalog.Text[word];
        if (!DependencyWord.TryParse(text, out var parsed))
            return false;
        var tag = parsed.Tag.IsEmpty ? 0 : catalog.Tag(text.Slice(parsed.Tag.Offset, parsed.Tag.Length));
        var version = parsed.Version.IsEmpty ? default : new TextRange(word.Offset + parsed.Version.Offset, parsed.Version.Length);
        var name = catalog.Names.Intern(new TextRange(word.Offset + parsed.Name.Offset, parsed.Name.Length));
        dependency = new Dependency(name, version, parsed.Match, parsed.IsConflict, tag);
        return true;
    }
}
