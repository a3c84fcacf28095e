using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Shell;

namespace Router.Console.Verbs;

internal static class Help
{
    public static readonly Command Verb = new(Mode.Both, "help", "this list, or one command's usage", (call, _) =>
    {
        call.Session.Output.WriteLines(Lines(call.Session.Mode, call.Rest("COMMAND"), call.Session.Paint));
        return Task.FromResult(ExitCodes.Done);
    })
    { Arguments = [new Argument("COMMAND", "which", Arity.Rest)] };

    public static IEnumerable<string> Lines(Mode mode, IReadOnlyList<string> words, Paint paint)
    {
        var commands = Commands.Grammar.Narrow(mode, words).Candidates;
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
        yield return "Behind a command: | match REGEX, | except REGEX, | count, | no-more.";
    }
}
