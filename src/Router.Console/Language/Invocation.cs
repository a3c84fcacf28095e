using Router.Console.Lines;
using Router.Console.Sessions;

namespace Router.Console.Language;

/// <summary>A command as it was typed, those that it is one of, and the session it runs in.</summary>
internal sealed record Invocation(
    Command Command,
    Grammar Grammar,
    Session Session,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Arguments,
    IReadOnlyDictionary<string, string> Options)
{
    /// <summary>The form that was asked for behind <c>|</c>; null: the command's own.</summary>
    public View? View { get; init; }

    public bool Json => Options.ContainsKey(Language.Option.Json.Name);

    /// <exception cref="UsageException">Another form was asked for of a command that has none.</exception>
    public Task<int> RunAsync(CancellationToken stopping) => View is null || Command.HasViews
        ? Command.RunAsync(this, stopping)
        : throw new UsageException(
            $"{Command.Words} has no such form",
            "| compare and | display set go with show configuration, and with show in configuration mode");

    public string Argument(string name) => Arguments[name][0];

    public string? OptionalArgument(string name) => Arguments.TryGetValue(name, out var values) ? values[0] : null;

    public IReadOnlyList<string> Rest(string name) => Arguments.TryGetValue(name, out var values) ? values : [];

    public string? Option(string name) => Options.GetValueOrDefault(name);
}
