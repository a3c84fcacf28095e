using Router.Documents.Yaml;

namespace Router.Documents.Shapes;

/// <summary>
/// One pass over a document: where it is, and every problem so far. With <paramref name="advice"/> the document is of a newer schema:
/// keys that are not known here stay in it and are told there, instead of being refused.
/// </summary>
internal sealed class Binding(List<Problem> problems, List<Problem>? advice = null)
{
    private readonly List<string> path = [];

    /// <summary>What a document has to have may be elsewhere.</summary>
    public bool IsPart { get; init; }

    public ForeignKeys Foreign { get; init; } = ForeignKeys.None;

    public void Enter(string word) => path.Add(word);

    public void Leave() => path.RemoveAt(path.Count - 1);

    public void Report(YamlNode at, string message, string? hint = null) =>
        problems.Add(new Problem(ConfigPath.Join(path), message, hint, at.Line, at.Column));

    public void ReportUnknown(YamlNode key, string hint)
    {
        if (advice is null)
            Report(key, "unknown key", hint);
        else
            advice.Add(new Problem(
                ConfigPath.Join(path), "is not known to this version: it is kept, and does nothing here",
                "update the router", key.Line, key.Column));
    }

    /// <summary>What a node is, in the words of a person.</summary>
    public static string Kind(YamlNode node) => node switch
    {
        YamlMap => "a map",
        YamlSequence => "a list",
        YamlScalar { Secret: true } => "a secret",
        YamlScalar { IsNothing: true } => "nothing",
        _ => "a single value",
    };
}
