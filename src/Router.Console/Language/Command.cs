using Router.Api.Contract;
using Router.Console.Sessions;

namespace Router.Console.Language;

/// <summary>
/// A verb: fixed words, then arguments in order, with options between them anywhere. <paramref name="RunAsync"/> returns
/// an exit code.
/// </summary>
internal sealed record Command(Mode Mode, string Words, string Help, Func<Invocation, CancellationToken, Task<int>> RunAsync)
{
    public IReadOnlyList<Argument> Arguments { get; init; } = [];

    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>It knows the other forms: <c>| compare</c>, <c>| display set</c>.</summary>
    public bool HasViews { get; init; }

    public IReadOnlyList<string> WordList { get; } = Words.Split(' ');

    /// <summary>Its argument is a command of operational mode.</summary>
    public bool TakesCommand { get; init; }

    /// <summary>A secret is asked for, and not taken from the line.</summary>
    public bool AsksForSecret { get; init; }

    /// <summary>How its arguments go together, where that is not one after the other.</summary>
    public string? Synopsis { get; init; }

    /// <summary>Its words, arguments and options as a person would type them.</summary>
    public string Usage =>
        string.Join(' ', [Words, .. Synopsis is null ? Arguments.Select(a => a.Usage) : [Synopsis], .. Options.Select(o => o.Usage)]);
}

/// <summary>What stands at a place after the words. The names of <paramref name="Subject"/> are asked of the daemon.</summary>
internal sealed record Argument(string Name, string Help, Arity Arity = Arity.One, CompletionSubject? Subject = null)
{
    /// <summary>Fixed words that may begin it, with their help.</summary>
    public IReadOnlyList<(string Word, string Help)> Words { get; init; } = [];

    /// <summary>A word that ends the path, with its help: <c>to</c>, and a name behind it.</summary>
    public (string Word, string Help)? Joint { get; init; }

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

    /// <summary>The value when no number follows; null: one has to follow.</summary>
    public string? Default { get; init; }

    /// <summary>What others call it; understood, not listed.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    public string Usage => this switch
    {
        { Value: null } => $"[{Name}]",
        { Default: not null } => $"[{Name} [{Value}]]",
        _ => $"[{Name} {Value}]",
    };

    public bool IsCalled(string word) => Name == word || OtherNames.Contains(word);
}
