using System.Diagnostics.CodeAnalysis;
using Router.Documents.Yaml;

namespace Router.Documents.Shapes;

/// <summary>Text to value. Null: it is one; otherwise what is wrong, to stand behind the text: <c>is not an address</c>.</summary>
public delegate string? ScalarParser<T>(string text, out T value);

/// <summary>A keyword that a scalar may be, with what it means.</summary>
public readonly record struct Keyword(string Text, string Help);

/// <summary>The part of a scalar shape that does not depend on its type.</summary>
internal interface IScalarShape
{
    string TypeName { get; }

    string? Example { get; }

    string? Unit { get; }

    /// <summary>Bounds of a number, both included.</summary>
    (long Least, long Most)? Bounds { get; }

    string? Pattern { get; }

    /// <summary>JSON's name of the type: <c>string</c>, <c>integer</c>, <c>boolean</c>.</summary>
    string JsonType { get; }

    /// <summary>The keywords; <see cref="Closed"/>: and nothing else.</summary>
    IReadOnlyList<Keyword> Keywords { get; }

    bool Closed { get; }

    NameKind Names { get; }

    /// <summary>Null: the text is fine.</summary>
    string? Check(string text);

    /// <summary>The same value in its usual form; null: the text is not one.</summary>
    string? Canonical(string text);

    /// <summary>How to write a right one; null where nothing can be said.</summary>
    string? HintFor(string text);

    /// <summary>The text as it is to be written into a document.</summary>
    YamlScalar Node(string text);
}

/// <summary>One value of text.</summary>
public sealed class ScalarShape<T>(string typeName, ScalarParser<T> parse, Func<T, string> format) : Shape<T>, IScalarShape
{
    public override string TypeName => typeName;

    public string? ExampleText { get; init; }

    public override string? Example => ExampleText;

    /// <summary>What the number counts: <c>bytes</c>.</summary>
    public string? Unit { get; init; }

    public (long Least, long Most)? Bounds { get; init; }

    /// <summary>A regular expression (ECMA 262) for the JSON schema; the parser is the judge.</summary>
    public string? Pattern { get; init; }

    public string JsonType { get; init; } = "string";

    public IReadOnlyList<Keyword> Keywords { get; init; } = [];

    public bool Closed { get; init; }

    public NameKind Names { get; init; } = NameKind.None;

    /// <summary>What a wrong text was probably meant to be, where the keywords do not say; null: nothing that is known.</summary>
    public Func<string, string?>? Suggest { get; init; }

    /// <summary>How a wrong text that people bring along from other systems is written here; null: it is none that is known.</summary>
    public Func<string, string?>? Advice { get; init; }

    internal string? TryParse(string text, out T value) => parse(text, out value);

    internal string Format(T value) => format(value);

    string? IScalarShape.Check(string text) => parse(text, out _);

    string? IScalarShape.Canonical(string text) => parse(text, out var value) is null ? format(value) : null;

    YamlScalar IScalarShape.Node(string text) => Node(text);

    private YamlScalar Node(string text) => new(text) { Secret = Names == NameKind.Secret, Typed = JsonType != "string" };

    string? IScalarShape.HintFor(string text) => HintFor(text);

    internal override bool TryBind(YamlNode node, Binding binding, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not YamlScalar scalar || scalar.IsNothing)
        {
            binding.Report(node, $"{Words.Article(typeName)} belongs here, not {Binding.Kind(node)}", Hint);
            return false;
        }
        if (scalar.Secret != (Names == NameKind.Secret))
        {
            binding.Report(node, scalar.Secret ? "a secret cannot stand here" : "the value itself must not stand here", SecretHint(scalar));
            return false;
        }
        if (parse(scalar.Value, out value) is not { } wrong)
            return true;
        binding.Report(node, $"{Words.Shown(scalar.Value)} {wrong}", HintFor(scalar.Value));
        return false;
    }

    internal override YamlNode Write(T value) =>
        Node(format(value));

    private string? Hint => Closed
        ? $"one of {string.Join(", ", Keywords.Select(k => k.Text))}"
        : ExampleText is null ? null : $"for example {ExampleText}";

    private string? HintFor(string text) =>
        Advice?.Invoke(text) is { } advice ? advice
        : (Suggest?.Invoke(text) ?? Nearest.Find(text, Keywords.Select(k => k.Text))) is { } near ? $"did you mean {near}?"
        : Hint;

    private string? SecretHint(YamlScalar scalar) => scalar.Secret
        ? Hint
        : "write !secret NAME here and keep the value apart, under that name";
}
