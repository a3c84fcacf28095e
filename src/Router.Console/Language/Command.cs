using Router.Api.Contract;

namespace Router.Console.Language;

[Flags]
internal enum Mode
{
    Operational = 1,
    Configuration = 2,
    Both = Operational | Configuration,
}

/// <summary>
/// A verb: fixed words, then arguments in order, with options between them anywhere. <paramref name="RunAsync"/> returns
/// an exit code.
/// </summary>
internal sealed record Command(Mode Mode, string Words, string Help, Func<Invocation, CancellationToken, Task<int>> RunAsync)
{
    public IReadOnlyList<Argument> Arguments { get; init; } = [];

    public IReadOnlyList<Option> Options { get; init; } = [];

    public IReadOnlyList<string> WordList { get; } = Words.Split(' ');

    /// <summary>Its words, arguments and options as a person would type them.</summary>
    public string Usage => string.Join(' ', [Words, .. Arguments.Select(a => a.Usage), .. Options.Select(o => o.Usage)]);
}

/// <summary>What stands at a place after the words. The names of <paramref name="Subject"/> are asked of the daemon.</summary>
internal sealed record Argument(string Name, string Help, Arity Arity = Arity.One, CompletionSubject? Subject = null)
{
    public string Usage => Arity switch
    {
        Arity.One => Name,
        Arity.Optional => $"[{Name}]",
        _ => $"[{Name}...]",
    };
}

internal enum Arity
{
    One,
    Optional,

    /// <summary>Whatever is left, none too.</summary>
    Rest,
}

/// <summary><paramref name="Value"/> null: it takes none.</summary>
internal sealed record Option(string Name, string Help, string? Value = null)
{
    public static readonly Option Json = new("--json", "print JSON");

    public string Usage => Value is null ? $"[{Name}]" : $"[{Name} {Value}]";
}
