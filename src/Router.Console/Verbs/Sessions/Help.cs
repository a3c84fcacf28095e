using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Sessions;
using Router.Documents.Shapes;

namespace Router.Console.Verbs.Sessions;

internal static class Help
{
    public static readonly Command Verb = new(Mode.Both, "help", "this list, or one command's usage", (call, _) =>
    {
        var words = call.Rest("COMMAND");
        if (call.Grammar.Narrow(call.Session.Mode, words).Candidates.Count == 0)
            throw new RefusedException(new Response.Failed(
                FailureKind.NotFound,
                $"there is no command \"{string.Join(' ', words)}\"",
                Instead(call.Grammar, call.Session.Mode, words),
                []));
        call.Session.Output.WriteLines(Lines(call.Grammar, call.Session.Mode, words, call.Session.Paint));
        return Task.FromResult(ExitCodes.Done);
    })
    { Arguments = [new Argument("COMMAND", "which", Arity.Rest)] };

    public static IEnumerable<string> Lines(Grammar grammar, Mode mode, IReadOnlyList<string> words, Paint paint)
    {
        var commands = grammar.Narrow(mode, words).Candidates;
        var width = commands.Select(c => c.Usage.Length).DefaultIfEmpty().Max(length => Math.Min(length, 48));
        foreach (var command in commands)
        {
            yield return command.Usage.Length <= width
                ? $"{paint.Bold(command.Usage)}{new string(' ', width - command.Usage.Length)}  {command.Help}"
                : paint.Bold(command.Usage);
            if (command.Usage.Length > width)
                yield return $"{new string(' ', width)}  {command.Help}";
        }
        if (words.Count > 0)
            yield break;
        yield return "";
        yield return "Words may be shortened. ? lists what may follow, Tab completes.";
        yield return "Behind a command: | match REGEX, | except REGEX, | find REGEX, | last [N], | count, | no-more.";
        yield return mode == Mode.Operational
            ? "Behind show configuration: | display set, | compare rollback N."
            : "Behind show: | compare, | compare rollback N, | display set.";
    }

    private static string Instead(Grammar grammar, Mode mode, IReadOnlyList<string> words)
    {
        if (Habits.Find(grammar, mode, words) is { } habit)
            return $"here: {habit}";
        var used = grammar.Narrow(mode, words).Used;
        var known = grammar.Narrow(mode, [.. words.Take(used)]).Candidates
            .Where(c => c.WordList.Count > used)
            .Select(c => c.WordList[used])
            .Distinct();
        return Nearest.Find(words[used], known) is { } near
            ? $"did you mean {string.Join(' ', [.. words.Take(used), near])}?"
            : "help lists them";
    }
}
