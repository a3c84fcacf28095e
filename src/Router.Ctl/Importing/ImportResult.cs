namespace Router.Ctl.Importing;

/// <summary>
/// The document, what became of each line, and the secrets that the document names with the line that has the value of each, which is
/// nowhere here.
/// </summary>
internal sealed record ImportResult(string Document, IReadOnlyList<Entry> Entries, IReadOnlyList<(string Name, SourceLine Line)> Secrets)
{
    public int Count(Fate fate) => Entries.Count(entry => entry.Fate == fate);
}
