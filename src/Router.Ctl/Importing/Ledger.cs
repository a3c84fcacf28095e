namespace Router.Ctl.Importing;

/// <summary>What becomes of a line.</summary>
internal enum Fate
{
    /// <summary>It stands in the document.</summary>
    Said,

    /// <summary>A router of ours does so without a word.</summary>
    AlwaysSo,

    /// <summary>The document has no word for it.</summary>
    NotSayable,

    /// <summary>A router of ours does otherwise, or another line says otherwise.</summary>
    Contradicts,
}

/// <summary>A line with its fate. <paramref name="Remark"/>: where it stands in the document, or why it does not.</summary>
internal sealed record Entry(SourceLine Line, Fate Fate, string Remark);

/// <summary>Keeps what became of each line. The first word about a line stays, unless the document itself refuses what came of
/// it.</summary>
internal sealed class Ledger
{
    private readonly Dictionary<SourceLine, Entry> entries = [];

    /// <summary>By file and line.</summary>
    public IReadOnlyList<Entry> Entries =>
        [.. entries.Values.OrderBy(e => e.Line.File, StringComparer.Ordinal).ThenBy(e => e.Line.Line).ThenBy(e => e.Line.Path)];

    public bool Knows(SourceLine line) => entries.ContainsKey(line);

    public void Say(SourceLine line, Fate fate, string remark) => entries.TryAdd(line, new(line, fate, remark));

    /// <summary>The worse fate stays: of a line that several places came of, one may be refused.</summary>
    public void Overrule(SourceLine line, Fate fate, string remark)
    {
        if (!entries.TryGetValue(line, out var before) || before.Fate < fate)
            entries[line] = new(line, fate, remark);
    }
}
