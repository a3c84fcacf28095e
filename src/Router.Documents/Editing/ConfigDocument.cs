using Router.Documents.Shapes;
using Router.Documents.Yaml;
using Router.Documents.Yaml.Reading;

namespace Router.Documents.Editing;

/// <summary>
/// A document as it was written, comments and order of keys included. Immutable: a change gives a new one, whose text
/// differs only in the lines that the change is about.
/// </summary>
public sealed class ConfigDocument
{
    private readonly string text;
    private readonly WeakReference<YamlNode> tree;
    private YamlNode? held;
    private object? bound;

    private ConfigDocument(DocumentModel model, string text, YamlNode root) =>
        (Model, this.text, held, tree) = (model, text, root, new WeakReference<YamlNode>(root));

    public DocumentModel Model { get; }

    internal YamlNode Root => tree.TryGetTarget(out var root) ? root : ReadAgain();

    /// <summary>Null with problems: the text is no YAML.</summary>
    public static ConfigDocument? Read(DocumentModel model, string text, List<Problem> problems) =>
        YamlReader.Read(text, problems) is { } root ? new ConfigDocument(model, text, root) : null;

    /// <summary>
    /// The typed form, with every problem and, of a document of a newer schema, with what is not known of it. Null: not even a part could
    /// be read.
    /// </summary>
    /// <param name="shape">Of the whole document.</param>
    /// <param name="problems">What is wrong.</param>
    /// <param name="advice">Takes keys that are not known; null: they are wrong.</param>
    /// <param name="part">What a document has to have may be elsewhere.</param>
    public T? Bind<T>(Shape<T> shape, List<Problem> problems, List<Problem>? advice = null, bool part = false)
        where T : class
    {
        shape.TryBind(Root, new Binding(problems, advice) { IsPart = part, Foreign = Model.Foreign }, out var value);
        return value;
    }

    /// <summary>What somebody makes of the document, made once; the same <paramref name="make"/> each time.</summary>
    public T Once<T>(Func<ConfigDocument, T> make)
        where T : class => (T)(bound ??= make(this));

    public string ToText() => text;

    /// <summary>
    /// Nobody works with the document for now: its tree, several times as large as the text, may go. It is read again when somebody does.
    /// </summary>
    public void ReleaseTree() => held = null;

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

    /// <summary>
    /// One of the commands that change a document, by its word: <c>set</c>, <c>delete</c>, <c>insert</c>, <c>rename</c>, …
    /// </summary>
    public ConfigEdit Apply(string verb, IReadOnlyList<string> words) => CommandLine.Apply(this, verb, words);

    /// <summary>Whether one can go down to a path: the document as it is, with a remark where it does not have the path yet.</summary>
    public ConfigEdit Enter(IReadOnlyList<string> path)
    {
        var walk = Walk.Along(Model, Root, path);
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
        var step = Walk.Along(Model, Root, path).Last;
        while (step.Parent is { Node: null } above)
            step = above;
        return step.Node is null ? Deletion.Siblings(step) : null;
    }

    /// <summary>The text of one value; null: the path holds none, or more than one.</summary>
    public string? ValueAt(IReadOnlyList<string> path)
    {
        var walk = Walk.Along(Model, Root, path);
        return walk is { Problem: null, Last.Node: YamlScalar { IsNothing: false } scalar } && walk.Used == path.Count
            ? scalar.Value
            : null;
    }

    /// <summary>True: something stands at the path.</summary>
    public bool Has(IReadOnlyList<string> path)
    {
        var walk = Walk.Along(Model, Root, path);
        return walk is { Problem: null, Last.Node: not null } && (walk.Used == path.Count || ListValues.IndexOf(walk.Last, path[^1]) >= 0);
    }

    /// <summary>
    /// The part of the text below a path, without its indentation, comments included; null: nothing is there.
    /// </summary>
    public string? Show(IReadOnlyList<string> path) => path.Count == 0 ? text : Excerpt.Of(this, path);

    /// <summary>The position of a path, or of the nearest place above it that the document has; both from 1.</summary>
    public (int Line, int Column) Locate(IReadOnlyList<string> path)
    {
        var walk = Walk.Along(Model, Root, path);
        var step = walk.Last;
        while (step.Node is null)
            step = step.Parent!;
        var node = ListValues.Find(step, walk.Rest) ?? (YamlNode?)step.Entry?.Key ?? step.Node;
        return (node.Line, node.Column);
    }

    /// <summary>A document of the same kind that says nothing.</summary>
    internal ConfigDocument Nothing() => Read(Model, Model.EmptyText, [])!;

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
        return Read(Model, changed, problems) is { } document && problems.Count == 0 ? document : null;
    }
}

/// <summary>What came of an edit: the document after it, or why it was not done.</summary>
/// <param name="Remark">What the person may not have meant, in a sentence; null: nothing.</param>
public readonly record struct ConfigEdit(ConfigDocument? Document, Problem? Problem, string? Remark = null)
{
    internal static ConfigEdit Refuse(IEnumerable<string> path, string message, string? hint = null) =>
        new(null, new Problem(ConfigPath.Join(path), message, hint));
}
