using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;

namespace Router.Console.Shell;

/// <summary>A line as the history keeps it.</summary>
internal static class HistoryLine
{
    /// <summary>Without what somebody typed behind a command that asks for its secret, where it is neither taken nor to be kept.</summary>
    public static string Of(Grammar grammar, string text, IReadOnlyList<Token> tokens) =>
        grammar.Commands.FirstOrDefault(command => command.AsksForSecret && HasSurplus(grammar, command, tokens)) is { } asking
            ? string.Join(' ', tokens.Take(Whole(asking)).Select(token => token.Text))
            : text;

    private static bool HasSurplus(Grammar grammar, Command command, IReadOnlyList<Token> tokens)
    {
        var whole = Whole(command);
        return tokens.Count > whole && !tokens[whole].IsPipe && !command.Options.Any(option => option.IsCalled(tokens[whole].Text))
            && grammar.Narrow(
                Mode.Operational,
                [.. tokens.Take(command.WordList.Count).Select(token => token.Text)]) is { Candidates: [var only], Used: var used }
            && used == command.WordList.Count && only == command;
    }

    private static int Whole(Command command) => command.WordList.Count + command.Arguments.Count;
}
