using Router.Console.Shell;

namespace Router.Console.Language;

/// <summary>A command as it was typed, and the session it runs in.</summary>
internal sealed record Invocation(
    Command Command,
    Session Session,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Arguments,
    IReadOnlyDictionary<string, string> Options)
{
    public bool Json => Options.ContainsKey(Language.Option.Json.Name);

    public string Argument(string name) => Arguments[name][0];

    public string? OptionalArgument(string name) => Arguments.TryGetValue(name, out var values) ? values[0] : null;

    public IReadOnlyList<string> Rest(string name) => Arguments.TryGetValue(name, out var values) ? values : [];

    public string? Option(string name) => Options.GetValueOrDefault(name);
}
