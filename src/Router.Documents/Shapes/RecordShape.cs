using System.Diagnostics.CodeAnalysis;
using Router.Documents.Yaml;

namespace Router.Documents.Shapes;

/// <summary>A field as the document shows it.</summary>
internal interface IField
{
    string Name { get; }

    string Help { get; }

    bool Required { get; }

    Shape Shape { get; }

    /// <summary>What holds when the key is not there, as it would be written; null: nothing.</summary>
    YamlNode? Default { get; }
}

internal interface IRecordShape
{
    string Help { get; }

    IReadOnlyList<IField> Fields { get; }

    IField? Find(string name);

    /// <summary>The words that may stand in place of the keys; null: none may.</summary>
    IScalarShape? Word { get; }

    /// <summary>The list of scalars that may stand in place of the keys; null: none may.</summary>
    Shape? List { get; }
}

/// <summary>A map with known keys, read into a record. <paramref name="make"/> gives the record with its defaults.</summary>
public sealed partial class RecordShape<T>(string typeName, string help, Func<T> make) : Shape<T>, IRecordShape
{
    private readonly List<Field> fields = [];
    private readonly Dictionary<string, Field> byName = [];
    private (IScalarShape Shape, IReadOnlyList<(string Text, T Value)> Meanings)? words;
    private ListForm? list;

    public override string TypeName => typeName;

    public string Help => help;

    IReadOnlyList<IField> IRecordShape.Fields => fields;

    IField? IRecordShape.Find(string name) => byName.GetValueOrDefault(name);

    IScalarShape? IRecordShape.Word => words?.Shape;

    Shape? IRecordShape.List => list?.Shape;

    /// <summary>Takes a word in place of the keys.</summary>
    public RecordShape<T> OrWord(string text, T meaning, string help)
    {
        words = (Scalars.Choice("word", (text, text, help)), [(text, meaning)]);
        return this;
    }

    /// <summary>Takes <c>true</c> or <c>false</c> in place of the keys.</summary>
    public RecordShape<T> OrSwitch(T on, T off)
    {
        words = (Scalars.Switch, [("true", on), ("false", off)]);
        return this;
    }

    /// <summary>Takes a list in place of the keys. <paramref name="get"/> gives null where the keys are to be written.</summary>
    public RecordShape<T> OrList<TItem>(ListShape<TItem> shape, Func<ValueList<TItem>, T> from, Func<T, ValueList<TItem>?> get)
        where TItem : notnull
    {
        list = new ListForm<TItem>(shape, from, get);
        return this;
    }

    /// <summary>Adds a key. <paramref name="get"/> gives null where nothing would be written.</summary>
    public RecordShape<T> With<TValue>(
        string name, Shape<TValue> shape, Func<T, TValue?> get, Func<T, TValue, T> set, string help, bool required = false)
        where TValue : class
    {
        bool Get(T owner, [MaybeNullWhen(false)] out TValue value) => (value = get(owner)) is not null;
        return Add(new Field<TValue>(this, name, shape, help, required, Get, set));
    }

    /// <summary>Adds a key whose value is a struct.</summary>
    public RecordShape<T> WithValue<TValue>(
        string name, Shape<TValue> shape, Func<T, TValue?> get, Func<T, TValue, T> set, string help, bool required = false)
        where TValue : struct
    {
        bool Get(T owner, out TValue value)
        {
            var given = get(owner);
            value = given.GetValueOrDefault();
            return given.HasValue;
        }
        return Add(new Field<TValue>(this, name, shape, help, required, Get, set));
    }

    private T Make() => make();

    private RecordShape<T> Add(Field field)
    {
        fields.Add(field);
        byName.Add(field.Name, field);
        return this;
    }

    internal override bool TryBind(YamlNode node, Binding binding, [MaybeNullWhen(false)] out T value)
    {
        if (list is not null && node is YamlSequence or YamlScalar)
            return list.TryBind(node, binding, out value);
        value = make();
        if (node is YamlScalar { Secret: false } scalar
            && words?.Meanings.FirstOrDefault(w => w.Text == scalar.Value) is { Text: not null } one)
        {
            value = one.Value;
            return true;
        }
        if (node is not YamlMap map)
        {
            if (node is not YamlScalar { IsNothing: true })
            {
                ReportNoKeys(node, binding);
                return false;
            }
            map = new YamlMap([]) { Line = node.Line, Column = node.Column };
        }
        var whole = true;
        foreach (var entry in map.Span)
        {
            if (!byName.TryGetValue(entry.Key.Value, out var field))
            {
                ReportUnknown(entry.Key, binding);
                continue;
            }
            if (entry.Value.Inactive)
                continue;
            binding.Enter(field.Name);
            whole &= field.Bind(entry.Value, binding, ref value!) || !field.Required;
            binding.Leave();
        }
        foreach (var field in fields)
        {
            if (!field.Required || binding.IsPart || map.Find(field.Name) is { Value.Inactive: false })
                continue;
            binding.Report(
                map,
                $"{field.Name} is missing",
                map.Find(field.Name) is null ? $"{field.Name}: {field.Help}" : "it is there and deactivated: activate it");
            whole = false;
        }
        return whole;
    }

    internal override YamlNode Write(T value)
    {
        if (words is { } known
            && known.Meanings.FirstOrDefault(w => EqualityComparer<T>.Default.Equals(value, w.Value)) is { Text: { } text })
            return known.Shape.Node(text);
        if (list?.Write(value) is { } items)
            return items;
        List<YamlEntry> entries = [];
        foreach (var field in fields)
        {
            if (field.Write(value, make()) is { } written)
                entries.Add(new YamlEntry(new YamlScalar(field.Name), written));
        }
        return new YamlMap(entries);
    }

    private void ReportNoKeys(YamlNode node, Binding binding)
    {
        // Of a switch it is the word that is wrong.
        if (words is { Meanings.Count: > 1 } several && node is YamlScalar { Secret: false } scalar)
            binding.Report(
                node, $"{Words.Shown(scalar.Value)} {several.Shape.Check(scalar.Value)}",
                $"{several.Shape.HintFor(scalar.Value)}, or keys: {KnownKeys}");
        else
            binding.Report(
                node,
                $"keys of {Words.Article(typeName)} belong here, not {Binding.Kind(node)}",
                words is { } known
                    ? $"{string.Join(", ", known.Meanings.Select(w => w.Text))}, or keys: {KnownKeys}"
                    : $"keys are {KnownKeys}");
    }

    private string KnownKeys => string.Join(", ", fields.Select(f => f.Name));

    private void ReportUnknown(YamlScalar key, Binding binding)
    {
        binding.Enter(key.Value);
        binding.ReportUnknown(key, KeyAdvice.Of(key.Value, [.. fields.Select(f => f.Name)], binding.Foreign));
        binding.Leave();
    }
}
