namespace Router.Architecture.Tests.Circles;

/// <summary>Which namespace knows which, with examples; arrows from a namespace to itself are not kept.</summary>
internal sealed class ArrowMap
{
    private const int Examples = 2;

    private readonly SortedDictionary<string, SortedDictionary<string, SortedSet<string>>> arrows = new(StringComparer.Ordinal);

    public void Add(string from, string to, string example)
    {
        if (from == to)
            return;
        foreach (var node in (string[])[from, to])
            arrows.TryAdd(node, new(StringComparer.Ordinal));
        arrows[from].TryAdd(to, new(StringComparer.Ordinal));
        arrows[from][to].Add(example);
    }

    /// <summary>
    /// The shortest circle of each group of nodes that all know each other, from the first of its nodes in the alphabet back to it. To open
    /// one may leave others: they show up then.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles()
    {
        var circles = new List<IReadOnlyList<string>>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in arrows.Keys.Where(node => !known.Contains(node)))
        {
            var group = Reachable(node).Where(other => Reachable(other).Contains(node)).Order(StringComparer.Ordinal).ToList();
            known.UnionWith(group);
            if (group.Count > 0)
                circles.Add(group.Select(ShortestThrough).MinBy(circle => circle.Count)!);
        }
        return circles;
    }

    /// <summary>The namespaces in a row, and for each arrow who knows whom.</summary>
    public string Describe(IReadOnlyList<string> circle)
    {
        var pairs = circle.Zip(circle.Skip(1), (from, to) =>
            $"  {from} -> {to}: {string.Join(", ", arrows[from][to].Take(Examples))}{More(arrows[from][to].Count - Examples)}");
        return string.Join('\n', [string.Join(" -> ", circle), .. pairs]);
    }

    private static string More(int count) => count > 0 ? $" and {count} more" : "";

    /// <summary>The node itself only where a way leads back to it.</summary>
    private HashSet<string> Reachable(string start)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>(arrows[start].Keys);
        while (waiting.TryDequeue(out var node))
        {
            if (!reached.Add(node))
                continue;
            foreach (var next in arrows[node].Keys)
                waiting.Enqueue(next);
        }
        return reached;
    }

    private List<string> ShortestThrough(string start)
    {
        var ways = new Queue<List<string>>([[start]]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var way = ways.Dequeue();
            foreach (var next in arrows[way[^1]].Keys)
            {
                if (next == start)
                    return [.. way, start];
                if (seen.Add(next))
                    ways.Enqueue([.. way, next]);
            }
        }
    }
}
