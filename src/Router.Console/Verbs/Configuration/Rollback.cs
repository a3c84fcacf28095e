using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Configuration;

/// <summary>
/// Earlier configurations as the candidate. A bare number counts back from what runs, as on Junos and VyOS; numbers of <c>show history</c>
/// have the word <c>generation</c> in front.
/// </summary>
internal static class Rollback
{
    public static readonly Command Verb = new(
        Mode.Both,
        "rollback",
        "make what ran N commits ago the candidate (0: what runs, edits are given up); alone: take back the commit that waits",
        (call, stopping) =>
            Acts.RunAsync(call, Which(call), stopping))
    {
        Synopsis = "[N | CHECKPOINT | generation NUMBER]",
        Arguments =
        [
            new Argument("N", "how many commits back, or the name of a checkpoint", Arity.Optional, CompletionSubject.Checkpoint)
            {
                Words =
                [
                    ("0", "what runs: gives up all edits"),
                    ("1", "what ran before the last commit"),
                    ("generation", "by its number in show history")
                ],
            },
            new Argument("NUMBER", "behind \"generation\": a number of show history", Arity.Optional, CompletionSubject.Generation),
        ],
    };

    private static Request.Rollback Which(Invocation call)
    {
        if (call.OptionalArgument("N") is not { } word)
            return new Request.Rollback(null);
        if (call.Session.Mode != Mode.Configuration)
            throw new UsageException("rollback N makes an earlier configuration the candidate", "configure, rollback N, compare, commit");
        if (call.OptionalArgument("NUMBER") is { } number)
        {
            return word == "generation"
                ? new Request.Rollback(Numbers.Parse(number, "a generation"))
                : throw new UsageException($"\"{number}\" is too much", $"usage: {call.Command.Usage}");
        }
        return char.IsAsciiDigit(word[0])
            ? new Request.Rollback(null, Back: Numbers.Parse(word, "commits", least: 0))
            : new Request.Rollback(null, word);
    }
}
