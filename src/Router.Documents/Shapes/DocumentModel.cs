namespace Router.Documents.Shapes;

/// <summary>What all documents of one kind are: their shape, and what helps the people who write them.</summary>
public sealed record DocumentModel(Shape Shape)
{
    /// <summary>Keys of other products.</summary>
    public ForeignKeys Foreign { get; init; } = ForeignKeys.None;

    /// <summary>How entries are referred to by name, so that a new name of one can say what still has the old one.</summary>
    public ReferenceFinder References { get; init; } = (_, _, _) => null;

    /// <summary>The text that says nothing yet.</summary>
    public string EmptyText { get; init; } = "";
}

/// <summary>Whether a scalar of a shape, with its text, means one entry.</summary>
public delegate bool Reference(Shape shape, string text);

/// <summary>Null: nothing refers to entries that stand there.</summary>
/// <param name="place">Path of the map or list of the entry, words with a blank between.</param>
/// <param name="name">Of the entry.</param>
/// <param name="says">True: the entry has that key.</param>
public delegate Reference? ReferenceFinder(string place, string name, Func<string, bool> says);
