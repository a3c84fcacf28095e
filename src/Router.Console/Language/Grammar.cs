using Router.Console.Lines;
using Router.Console.Sessions;
using Router.Documents.Shapes;

namespace Router.Console.Language;

/// <summary>Finds the command that words mean. A word may be shortened as long as one command alone begins so.</summary>
/// <param name="commands">In the order in which help lists them.</param>
/// <param name="groups">What the first words of longer commands are about.</param>
internal sealed class Grammar(IReadOnlyList<Command> commands, IReadOnlyDictionary<string, string> groups)
{
    public IReadOnlyList<Command> Commands => commands;

    public IReadOnlyDictionary<string, string> Groups => groups;

    public IEnumerable<Command> In(Mode mode) => commands.Where(c => c.Mode.HasFlag(mode));

    /// <summary>
    /// The commands that <paramref name="words"/> may still become, and how many of the words are fixed words of them.
    /// None: the word at <c>Used</c> is unknown there.
    /// </summary>
    public (IReadOnlyList<Command> Candidates, int Used) Narrow(Mode mode, IReadOnlyList<string> words)
    {
        IReadOnlyList<Command> candidates = [.. In(mode)];
        for (var i = 0; i < words.Count; i++)
        {
            if (!candidates.Any(c => c.WordList.Count > i))
                return (candidates, i);
            var longer = candidates.Where(c => c.WordList.Count > i).ToList();
            var exact = longer.Where(c => c.WordList[i] == words[i]).ToList();
            var next = exact.Count > 0 ? exact : longer.Where(c => c.WordList[i].StartsWith(words[i], StringComparison.Ordinal)).ToList();
            // "commit" is whole by itself; what follows it need not be a fixed word.
            var whole = candidates.Where(c => c.WordList.Count == i).ToList();
            if (next.Count == 0)
                return (whole, i);
            candidates = next;
        }
        return (candidates, words.Count);
    }

    /// <exception cref="UsageException">No command, more than one, or not the arguments it takes.</exception>
    public Parsed Parse(Mode mode, IReadOnlyList<string> words)
    {
        var (candidates, used) = Narrow(mode, words);
        if (candidates.Count == 0)
            throw Unknown(mode, words, used);
        var different = candidates.Select(c => c.WordList[used - 1]).Distinct().ToList();
        if (different.Count > 1)
            throw new UsageException($"\"{words[used - 1]}\" may be {string.Join(", ", different)}", "type more of it");
        var whole = candidates.FirstOrDefault(c => c.WordList.Count == used);
        if (whole is null)
        {
            var next = candidates.Select(c => c.WordList[used]).Distinct();
            throw new UsageException($"\"{string.Join(' ', words)}\" is not whole", $"next: {string.Join(", ", next)}");
        }
        return Bind(whole, [.. words.Skip(used)]);
    }

    private UsageException Unknown(Mode mode, IReadOnlyList<string> words, int at)
    {
        var siblings = Narrow(mode, [.. words.Take(at)]).Candidates
            .Where(c => c.WordList.Count > at)
            .Select(c => c.WordList[at])
            .Distinct();
        var near = Nearest.Find(words[at], siblings);
        return new UsageException(
            $"no command \"{string.Join(' ', words.Take(at + 1))}\"",
            near is not null ? $"did you mean {string.Join(' ', [.. words.Take(at), near])}?"
            : at == 0 ? "help lists them" : $"after \"{string.Join(' ', words.Take(at))}\": {string.Join(", ", siblings)}");
    }

    private static Parsed Bind(Command command, IReadOnlyList<string> words)
    {
        var options = new Dictionary<string, string>();
        var rest = new Queue<string>();
        for (var i = 0; i < words.Count; i++)
        {
            var option = command.Options.FirstOrDefault(o => o.IsCalled(words[i]));
            if (option is null)
                rest.Enqueue(words[i]);
            else if (option.Value is null)
                options[option.Name] = "";
            else if (option.Default is { } usual && !(i + 1 < words.Count && IsNumber(words[i + 1])))
                options[option.Name] = usual;
            else if (i + 1 < words.Count)
                options[option.Name] = words[++i];
            else
                throw new UsageException($"{option.Name} wants {option.Value}", $"usage: {command.Usage}");
        }
        return new Parsed(command, Arguments(command, rest), options);
    }

    // A word that only looks like one ("5m") is refused as the value, and not taken for something else.
    private static bool IsNumber(string word) => word.Length > 0 && char.IsAsciiDigit(word[0]);

    private static Dictionary<string, IReadOnlyList<string>> Arguments(Command command, Queue<string> words)
    {
        var arguments = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var argument in command.Arguments)
        {
            if (argument.Arity == Arity.Rest)
            {
                arguments[argument.Name] = [.. words];
                words.Clear();
            }
            else if (words.TryDequeue(out var word))
            {
                arguments[argument.Name] = [word];
            }
            else if (argument.Arity == Arity.One)
            {
                throw new UsageException($"{argument.Name} is missing: {argument.Help}", $"usage: {command.Usage}");
            }
        }
        return words.TryPeek(out var surplus)
            ? throw new UsageException($"\"{surplus}\" is too much", $"usage: {command.Usage}")
            : arguments;
    }
}

/// <summary>A command with what was typed for its arguments and options.</summary>
internal sealed record Parsed(
    Command Command, IReadOnlyDictionary<string, IReadOnlyList<string>> Arguments, IReadOnlyDictionary<string, string> Options);
