using Router.Api.Contract;
using Router.Console.Editing;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;
using Router.Documents;

namespace Router.Console.Shell;

/// <summary>Completion from the grammar, and from the daemon where names or the schema are wanted.</summary>
internal sealed class Completer(Session session, Grammar grammar) : ICompleter
{
    public Completion Complete(string text)
    {
        var split = Tokenizer.Split(text);
        var tokens = split.Tokens;
        var typing = !split.EndsWithBlank && tokens.Count > 0 && !tokens[^1].IsPipe;
        var start = typing ? tokens[^1].Start : text.Length;
        var word = typing ? tokens[^1].Text : "";
        var words = (typing ? tokens.SkipLast(1) : tokens).ToList();
        var choices = words.FindLastIndex(t => t.IsPipe) is >= 0 and var pipe
            ? Filters([.. words.Skip(pipe + 1).Select(t => t.Text)], word)
            : Words(session.Mode, [.. words.Select(t => t.Text)], word);
        return new Completion(start, choices);
    }

    private static List<CompletionChoice> Filters(IReadOnlyList<string> typed, string word) => typed switch
    {
        [] => Known(Pipeline.Known, word),
        ["display"] => Known([("set", "as the commands that make it")], word),
        ["compare"] => Known([("rollback", "since so many commits ago, instead of what runs")], word),
        ["compare", "rollback"] => [new CompletionChoice("<n>", "how many commits back", null)],
        ["last"] => [new CompletionChoice("<n>", "how many lines", null)],
        ["match" or "except" or "find", ..] => [new CompletionChoice("<regex>", "what to look for", null)],
        _ => [],
    };

    private static List<CompletionChoice> Known(IReadOnlyList<(string Word, string Help)> known, string word) =>
        [.. known.Where(k => k.Word.StartsWith(word, StringComparison.Ordinal)).Select(k => new CompletionChoice(k.Word, k.Help, k.Word))];

    private List<CompletionChoice> Words(Mode mode, IReadOnlyList<string> words, string word)
    {
        var (candidates, used) = grammar.Narrow(mode, words);
        var choices = new List<CompletionChoice>();
        if (used == words.Count)
        {
            var next = candidates.Where(c => c.WordList.Count > used && c.WordList[used].StartsWith(word, StringComparison.Ordinal));
            foreach (var group in next.GroupBy(c => c.WordList[used]))
            {
                var help = group.FirstOrDefault(c => c.WordList.Count == used + 1)?.Help ?? grammar.Groups.GetValueOrDefault(group.Key, "");
                choices.Add(new CompletionChoice(group.Key, help, group.Key));
            }
        }
        if (candidates.FirstOrDefault(c => c.WordList.Count == used) is { } command && used > 0)
            choices.AddRange(Arguments(command, [.. words.Skip(used)], word));
        return choices;
    }

    private IEnumerable<CompletionChoice> Arguments(Command command, IReadOnlyList<string> words, string word)
    {
        if (command.TakesCommand)
            return Words(Mode.Operational, words, word);
        if (words.Count > 0 && command.Options.FirstOrDefault(o => o.IsCalled(words[^1]) && o.Value is not null) is { } waiting)
            return
            [
                new CompletionChoice($"<{waiting.Value!.ToLowerInvariant()}>", waiting.Help, null),
                .. waiting.Default is null ? [] : Options(command, words, word)
            ];
        var plain =
            words.Where((w, i) => !command.Options.Any(o => o.IsCalled(w) || (i > 0 && o.Value is not null && o.IsCalled(words[i - 1]))))
                .ToList();
        var options = Options(command, words, word);
        var at = Math.Min(plain.Count, command.Arguments.Count - 1);
        if (at < 0 || (plain.Count > at && command.Arguments[at].Arity != Arity.Rest))
            return options;
        return [.. Argument(command.Arguments[at], plain, word), .. options];
    }

    private static IEnumerable<CompletionChoice> Options(Command command, IReadOnlyList<string> words, string word) =>
        command.Options
            .Where(o => !words.Any(o.IsCalled) && o.Name.StartsWith(word, StringComparison.Ordinal))
            .Select(o => new CompletionChoice(o.Name, o.Help, o.Name));

    private IEnumerable<CompletionChoice> Argument(Argument argument, List<string> before, string word)
    {
        if (argument.Joint is { } joint && before.Contains(joint.Word))
            return [new CompletionChoice("<name>", joint.Help, null)];
        var first = argument.Arity != Arity.Rest || before.Count == 0;
        var fixedWords = first ? Known(argument.Words, word) : argument.Joint is { } end && before.Count > 1 ? Known([end], word) : [];
        return [.. fixedWords, .. Names(argument, before, word)];
    }

    private IEnumerable<CompletionChoice> Names(Argument argument, List<string> before, string word)
    {
        if (argument.Subject is not { } subject)
            return [new CompletionChoice($"<{argument.Name.ToLowerInvariant()}>", argument.Help, null)];
        IReadOnlyList<string> path = argument.Arity != Arity.Rest ? []
            : session.Mode == Mode.Configuration ? [.. session.EditPath, .. before]
            : before;
        return Ask(new Request.Complete(subject, [.. path, word])).Select(item => item.Text.StartsWith('<')
            ? new CompletionChoice(item.Text, item.Help, null)
            : new CompletionChoice(item.Text, item.Help, ConfigPath.Quote(item.Text)));
    }

    private IReadOnlyList<CompletionItem> Ask(Request request)
    {
        try
        {
            // Not to be cancelled: the daemon keeps the candidate for this connection.
            return session.Client.SendAsync(request, CancellationToken.None).GetAwaiter().GetResult() is Response.Completions completions
                ? completions.Items
                : [];
        }
        catch (IOException)
        {
            session.Broken = true;
            return [];
        }
    }
}
