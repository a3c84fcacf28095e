using Router.Documents.Editing;

namespace Router.Daemon.Editing;

/// <summary>A configuration being worked on: the document it began with, and what has become of it.</summary>
/// <param name="Lost">What a merge could not keep, a line each.</param>
internal sealed record Draft(ConfigDocument Origin, ConfigDocument Document, IReadOnlyList<string> Lost)
{
    public static Draft Of(ConfigDocument document) => new(document, document, []);

    public bool IsChanged => !ReferenceEquals(Origin, Document) && Origin.ToText() != Document.ToText();

    /// <summary>The same changes on top of another document. Where both changed a place this one wins, and the places are told.</summary>
    public (Draft Draft, IReadOnlyList<MergeConflict> Conflicts) Onto(ConfigDocument other)
    {
        if (ReferenceEquals(Origin, other))
            return (this, []);
        if (!IsChanged || Document.ToText() == other.ToText())
            return (Of(other), []);
        var merged = ConfigMerge.Merge(Origin, Document, other);
        return (new Draft(other, merged.Document, [.. Lost, .. merged.Lost]), merged.Conflicts);
    }

    /// <summary>These changes without those of <paramref name="other"/>, on top of <paramref name="base"/>.</summary>
    public Draft Without(Draft other, ConfigDocument @base) => new Draft(other.Document, Document, Lost).Onto(@base).Draft;
}
