using Router.Core.Config.Editing;
using Router.Core.Config.Shapes;
using Router.Core.Config.Yaml;
using Router.Core.Config.Yaml.Reading;
using Router.Core.Problems;
using Router.Core.Sections;

namespace Router.Core.Config;

/// <summary>
/// A document as it was written, comments and order of keys included. Immutable: a change gives a new one, whose text
/// differs only in the lines that the change is about.
/// </summary>
public sealed class ConfigDocument
{
    /// <summary>Nothing but the version.</summary>
    public static readonly ConfigDocument Empty = ConfigReader.Read("version: 1\n").Document!;

    private readonly string text;
    private readonly Lazy<ConfigReading> reading;
    private readonly WeakReference<YamlNode> tree;
    private YamlNode? held;

    internal ConfigDocument(string text, YamlNode root)
    {
        (this.text, held, tree) = (text, root, new WeakReference<YamlNode>(root));
        reading = new Lazy<ConfigReading>(() => ConfigReader.Bind(this));
    }

    internal YamlNode Root => tree.TryGetTarget(out var root) ? root : ReadAgain();

    /// <summary>What the document says so far, and what is wrong with it.</summary>
    public ConfigReading Reading => reading.Value;

    public string ToText() => text;

    /// <summary>
    /// Nobody works with the document for now: its tree, several times as large as the text, may go. It is read again when somebody does.
    /// </summary>
    public void Rest() => held = null;

    /// <summary>
    /// Words of a path and the value behind them: <c>interfaces lan mtu 1400</c>. On a list the value is added, unless
    /// the list has it; <c>[a, b]</c> and <c>[ a b ]</c> say the whole list. A path alone puts an empty entry there.
    /// </summary>
    public ConfigEdit Set(IReadOnlyList<string> words) => Setting.Apply(this, words);

    /// <summary>Words of a path; behind a list also the value that is to go.</summary>
    public ConfigEdit Delete(IReadOnlyList<string> words) => Deletion.Apply(this, words);

    /// <summary>
    /// <c>firewall rules NAME first|last|before OTHER|after OTHER</c>: moves an entry of an ordered list, or puts a new
    /// one there that has only its name.
    /// </summary>
    public ConfigEdit Insert(IReadOnlyList<string> words) => Insertion.Apply(this, words);

    /// <summary>One of the commands that change a document, by its word: <c>set</c>, <c>delete</c>, <c>insert</c>, <c>rename</c>, …</summary>
    public ConfigEdit Apply(string verb, IReadOnlyList<string> words) => CommandLine.Apply(this, verb, words);

    /// <summary>Whether one can go down to a path: the document as it is, with a remark where it does not have the path yet.</summary>
    public ConfigEdit Enter(IReadOnlyList<string> path)
    {
        var walk = Walk.Along(RouterModel.Shape, Root, path);
        if (walk.Problem is { } unknown)
            return new ConfigEdit(null, unknown);
        if (walk.Rest.Count > 0 || walk.Last.Shape is not (IRecordShape or IMapShape or IListShape { NameKey: not null }))
            return ConfigEdit.Refuse(path, "is a value, and nothing is below it", $"set {ConfigPath.Join(walk.Last.Path)} VALUE");
        if (walk.Last.Node is not null)
            return new ConfigEdit(this, null);
        var near = Deletion.Siblings(walk.Last);
        return new ConfigEdit(this, null, $"{ConfigPath.Join(path)} is not there yet; set makes it{(near is null ? "" : $" ({near})")}");
    }

    /// <summary>What a path that leads nowhere may have meant, as a hint; null: nothing is near.</summary>
    public string? Nearest(IReadOnlyList<string> path)
    {
        var step = Walk.Along(RouterModel.Shape, Root, path).Last;
        while (step.Parent is { Node: null } above)
            step = above;
        return step.Node is null ? Deletion.Siblings(step) : null;
    }

    /// <summary>The text of one value; null: the path holds none, or more than one.</summary>
    public string? ValueAt(IReadOnlyList<string> path)
    {
        var walk = Walk.Along(RouterModel.Shape, Root, path);
        return walk is { Problem: null, Last.Node: YamlScalar { IsNothing: false } scalar } && walk.Used == path.Count
            ? scalar.Value
            : null;
    }

    /// <summary>True: something stands at the path.</summary>
    public bool Has(IReadOnlyList<string> path)
    {
        var walk = Walk.Along(RouterModel.Shape, Root, path);
        return walk is { Problem: null, Last.Node: not null } && (walk.Used == path.Count || ListValues.IndexOf(walk.Last, path[^1]) >= 0);
    }

    /// <summary>
    /// The part of the text below a path, without its indentation, comments included; null: nothing is there.
    /// </summary>
    public string? Show(IReadOnlyList<string> path) => path.Count == 0 ? text : Excerpt.Of(this, path);

    /// <summary>The position of a path, or of the nearest place above it that the document has; both from 1.</summary>
    public (int Line, int Column) Locate(IReadOnlyList<string> path)
    {
        var walk = Walk.Along(RouterModel.Shape, Root, path);
        var step = walk.Last;
        while (step.Node is null)
            step = step.Parent!;
        var node = ListValues.Find(step, walk.Rest) ?? (YamlNode?)step.Entry?.Key ?? step.Node;
        return (node.Line, node.Column);
    }

    private YamlNode ReadAgain()
    {
        var root = YamlReader.Read(text, [])!;
        tree.SetTarget(root);
        return root;
    }

    /// <summary>The document after an edit; null when the edit did not give YAML.</summary>
    internal ConfigDocument? With(TextEdit edit)
    {
        List<Problem> problems = [];
        var changed = edit.Apply(text);
        return YamlReader.Read(changed, problems) is { } root && problems.Count == 0 ? new ConfigDocument(changed, root) : null;
    }
}

/// <summary>What came of an edit: the document after it, or why it was not done.</summary>
/// <param name="Remark">What the person may not have meant, in a sentence; null: nothing.</param>
public readonly record struct ConfigEdit(ConfigDocument? Document, Problem? Problem, string? Remark = null)
{
    internal static ConfigEdit Refuse(IEnumerable<string> path, string message, string? hint = null) =>
        new(null, new Problem(ConfigPath.Join(path), message, hint));
}
