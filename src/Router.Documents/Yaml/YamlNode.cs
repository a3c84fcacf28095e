using System.Runtime.InteropServices;

namespace Router.Documents.Yaml;

/// <summary>
/// A node of a document with where it stands in the text: <see cref="Start"/> and <see cref="End"/> are indexes of UTF-16
/// units, <see cref="Line"/> and <see cref="Column"/> count from 1 (0: made by hand, not read).
/// </summary>
public abstract class YamlNode
{
    private Flags flags;

    private protected YamlNode()
    {
    }

    /// <summary>What nodes are or are not, together in a byte: a large document has hundreds of thousands of them.</summary>
    [Flags]
    private protected enum Flags : byte
    {
        None = 0,
        Inactive = 1,
        Quoted = 2,
        Secret = 4,
        Typed = 8,
        Block = 16,
        Flow = 32,
    }

    /// <summary>What the document says in front of a part that is to have no effect.</summary>
    internal const string InactiveTag = "!inactive";

    /// <summary>In front of the name of a secret.</summary>
    internal const string SecretTag = "!secret";

    /// <summary>
    /// It stands in the document and has no effect (<see cref="InactiveTag"/>). The tag belongs to the node, from <see cref="Start"/> on,
    /// but for block collections, which start with their first entry.
    /// </summary>
    public bool Inactive { get => Has(Flags.Inactive); init => Set(Flags.Inactive, value); }

    public int Start { get; init; }

    /// <summary>Behind the last character; of a block collection, behind its last entry.</summary>
    public int End { get; init; }

    public int Line { get; init; }

    public int Column { get; init; }

    private protected bool Has(Flags one) => (flags & one) != 0;

    private protected void Set(Flags one, bool value) => flags = value ? flags | one : flags & ~one;
}

/// <summary>Text. <see cref="Secret"/>: it carried the tag <c>!secret</c>, and the text is the secret's name.</summary>
public sealed class YamlScalar(string value) : YamlNode
{
    public string Value { get; } = value;

    /// <summary>Without quotes, so that an empty one means "nothing".</summary>
    public bool Plain { get => !Has(Flags.Quoted); init => Set(Flags.Quoted, !value); }

    public bool Secret { get => Has(Flags.Secret); init => Set(Flags.Secret, value); }

    /// <summary>A number or switch, to be written without quotes although it looks like one.</summary>
    internal bool Typed { get => Has(Flags.Typed); init => Set(Flags.Typed, value); }

    /// <summary><c>|</c> or <c>&gt;</c>.</summary>
    public bool Block { get => Has(Flags.Block); init => Set(Flags.Block, value); }

    /// <summary><c>key:</c> with nothing behind it, <c>~</c> or <c>null</c>.</summary>
    public bool IsNothing => Plain && !Secret && Value is "" or "~" or "null";
}

public sealed class YamlSequence(List<YamlNode> items) : YamlNode
{
    private (string Key, Dictionary<string, YamlNode> Items)? byName;

    public IReadOnlyList<YamlNode> Items { get; } = items;

    /// <summary><c>[a, b]</c> and not lines with dashes.</summary>
    public bool Flow { get => Has(Flags.Flow); init => Set(Flags.Flow, value); }

    /// <summary>
    /// The first entry whose <paramref name="key"/> is <paramref name="name"/>. Places of many problems are looked up, so by an index.
    /// </summary>
    public YamlNode? Find(string key, string name)
    {
        if (byName?.Key != key)
        {
            var found = new Dictionary<string, YamlNode>(Items.Count);
            foreach (var item in Items)
            {
                if (EntryNames.Of(item, key) is { } named)
                    found.TryAdd(named, item);
            }
            byName = (key, found);
        }
        return byName.Value.Items.GetValueOrDefault(name);
    }
}

/// <summary>Keys are unique; the order is that of the document.</summary>
/// <param name="entries">In their order.</param>
/// <param name="places">Where in them each key is; null: to be found out when somebody asks.</param>
public sealed class YamlMap(List<YamlEntry> entries, Dictionary<string, int>? places = null) : YamlNode
{
    private const int Few = 16;
    private Dictionary<string, int>? places = places;

    public IReadOnlyList<YamlEntry> Entries => entries;

    /// <summary>The same without an object to walk over them.</summary>
    internal ReadOnlySpan<YamlEntry> Span => CollectionsMarshal.AsSpan(entries);

    /// <summary><c>{a: b}</c>.</summary>
    public bool Flow { get => Has(Flags.Flow); init => Set(Flags.Flow, value); }

    public YamlEntry? Find(string key)
    {
        if (entries.Count > Few)
        {
            places ??= PlacesOf(entries);
            return places.TryGetValue(key, out var place) ? entries[place] : null;
        }
        foreach (var entry in entries)
        {
            if (entry.Key.Value == key)
                return entry;
        }
        return null;
    }

    internal static Dictionary<string, int> PlacesOf(List<YamlEntry> entries) =>
        Enumerable.Range(0, entries.Count).ToDictionary(at => entries[at].Key.Value);
}

public readonly record struct YamlEntry(YamlScalar Key, YamlNode Value);
