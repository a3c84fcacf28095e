using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Documents.Editing;

/// <summary>One word of a path, with what stands there in shape and document.</summary>
/// <param name="Word">As the document has it, or as it would be written; empty for the document itself.</param>
/// <param name="Node">Null: not in the document.</param>
/// <param name="Entry">The map entry that holds <paramref name="Node"/>; null for entries of lists and the document.</param>
/// <param name="Field">Null: the word is a name that the admin chose.</param>
internal sealed record Step(string Word, Shape Shape, YamlNode? Node, YamlEntry? Entry, IField? Field, Step? Parent)
{
    /// <summary>Inside brackets, where no line may be put.</summary>
    public bool InFlow => Parent is not null && (Parent.Node is YamlMap { Flow: true } or YamlSequence { Flow: true } || Parent.InFlow);

    /// <summary>Not there, or a key with nothing behind it.</summary>
    public bool IsNothing => Node is null or YamlScalar { IsNothing: true };

    /// <summary>The key that names an entry of a list.</summary>
    public bool IsName => Parent?.Parent?.Shape is IListShape { NameKey: { } name } && name == Word;

    public IEnumerable<string> Path => Parent is null ? [] : Parent.Path.Append(Word);
}
