using Router.Documents;

namespace Router.Ctl.Importing;

/// <summary>
/// A document that is being made of somebody else's configuration: each place remembers the lines that it came of, and the ledger where
/// each line went.
/// </summary>
internal sealed class Draft(Ledger ledger)
{
    public DraftNode Root { get; } = new("", DraftKind.Map);

    /// <summary>The key that names an entry of the list at the path; null: no list of entries with an order is there.</summary>
    public static string? EntryKey(ReadOnlySpan<string> path) => path switch
    {
        ["firewall", "rules" or "marks"] or ["routing", "rules"] => "name",
        [.., "routes", _, "ways"] => "via",
        _ => null,
    };

    public bool Has(params string[] path) => Find(path) is not null;

    public DraftNode? Find(IEnumerable<string> path) => path.Aggregate((DraftNode?)Root, (node, word) => node?.Find(word));

    /// <summary>A map, or an entry of a list, that is there from now on.</summary>
    public DraftNode Map(IReadOnlyCollection<SourceLine> from, params string[] path)
    {
        var node = Root;
        for (var i = 0; i < path.Length; i++)
        {
            var kind = EntryKey(path.AsSpan(0, i + 1)) is null ? DraftKind.Map : DraftKind.Entries;
            node = node.Find(path[i]) ?? Added(node, new(path[i], kind));
        }
        node.From(from);
        Said(from, path);
        return node;
    }

    /// <summary>A list of values that is there from now on, if only as an empty one.</summary>
    public void List(IReadOnlyCollection<SourceLine> from, params string[] path)
    {
        var parent = Map([], path[..^1]);
        (parent.Find(path[^1]) ?? Added(parent, new(path[^1], DraftKind.List))).From(from);
        Said(from, path);
    }

    /// <summary>False: another value stands there already, which the ledger knows then.</summary>
    public bool Set(IReadOnlyCollection<SourceLine> from, string value, params string[] path) => Set(from, value, false, path);

    public bool SetSecret(IReadOnlyCollection<SourceLine> from, string name, params string[] path) => Set(from, name, true, path);

    /// <summary>One more value of a list; one that is there already has more origins then.</summary>
    public void Add(IReadOnlyCollection<SourceLine> from, string value, params string[] path)
    {
        var parent = Map([], path[..^1]);
        var list = parent.Find(path[^1]) ?? Added(parent, new(path[^1], DraftKind.List));
        var item = list.Find(value) ?? Added(list, new(value, DraftKind.Value) { Text = value });
        item.From(from);
        Said(from, path);
    }

    /// <summary>
    /// Takes away what is at the path, or the nearest above it that is there; with all of an entry that cannot do without. False: nothing
    /// is there.
    /// </summary>
    public (bool Found, IReadOnlyList<SourceLine> Origins) Remove(IReadOnlyList<string> path)
    {
        List<DraftNode> way = [Root];
        foreach (var word in path)
        {
            if (way[^1].Find(word) is not { } next)
                break;
            way.Add(next);
        }
        var depth = way.FindIndex(node => node.Whole);
        if (depth < 0)
            depth = way.Count - 1;
        if (depth == 0)
            return (false, []);
        var gone = way[depth];
        way[depth - 1].Children.Remove(gone);
        for (var i = depth - 1; i > 0 && way[i] is { Children.Count: 0, Origins.Count: 0 }; i--)
            way[i - 1].Children.Remove(way[i]);
        return (true, [.. gone.AllOrigins]);
    }

    private bool Set(IReadOnlyCollection<SourceLine> from, string value, bool secret, string[] path)
    {
        var parent = Map([], path[..^1]);
        if (parent.Find(path[^1]) is { } there)
        {
            if (there.Text == value && there.Kind == DraftKind.Value)
            {
                there.From(from);
                Said(from, path);
                return true;
            }
            foreach (var line in from)
                ledger.Say(line, Fate.Contradicts, $"{ConfigPath.Join(path)} is {Places(there)} already");
            return false;
        }
        Added(parent, new(path[^1], DraftKind.Value) { Text = value, Secret = secret }).From(from);
        Said(from, path);
        return true;
    }

    private static string Places(DraftNode node) => node.Origins.Count == 0 ? "said" : $"said by {node.Origins[0]}";

    private static DraftNode Added(DraftNode parent, DraftNode child)
    {
        parent.Children.Add(child);
        return child;
    }

    private void Said(IReadOnlyCollection<SourceLine> from, string[] path)
    {
        foreach (var line in from)
            ledger.Say(line, Fate.Said, ConfigPath.Join(path));
    }
}
