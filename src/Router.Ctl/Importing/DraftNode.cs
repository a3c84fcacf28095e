namespace Router.Ctl.Importing;

internal enum DraftKind
{
    Map,

    /// <summary>Entries in an order, each with a key that names it.</summary>
    Entries,

    /// <summary>Values on one line.</summary>
    List,
    Value,
}

/// <summary>A place of a document that is being made, with the lines that it came of.</summary>
internal sealed class DraftNode(string key, DraftKind kind)
{
    public string Key { get; } = key;

    public DraftKind Kind { get; } = kind;

    /// <summary>Of a value.</summary>
    public string Text { get; init; } = "";

    /// <summary>The text names a secret.</summary>
    public bool Secret { get; init; }

    /// <summary>It stands without effect.</summary>
    public bool Inactive { get; set; }

    /// <summary>Where a part of it is refused, nothing of it stays: a rule without one of its conditions would be another rule.</summary>
    public bool Whole { get; set; }

    public List<DraftNode> Children { get; } = [];

    public List<SourceLine> Origins { get; } = [];

    /// <summary>Its own and those of all below.</summary>
    public IEnumerable<SourceLine> AllOrigins => Origins.Concat(Children.SelectMany(child => child.AllOrigins)).Distinct();

    public DraftNode? Find(string name) => Children.Find(child => child.Key == name);

    public void From(IEnumerable<SourceLine> lines) => Origins.AddRange(lines.Except(Origins));
}
