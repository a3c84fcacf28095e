namespace Router.Console.Editing;

/// <summary>
/// What may stand at the cursor. <paramref name="Start"/> is where in the line the word begins that would be replaced;
/// an item in angle brackets stands for a value and cannot be put in.
/// </summary>
internal sealed record Completion(int Start, IReadOnlyList<CompletionChoice> Choices);

/// <summary>
/// <paramref name="Insert"/> is the word as it has to be typed, quotes included; null: it only tells what may stand there.
/// </summary>
internal sealed record CompletionChoice(string Display, string Help, string? Insert);

/// <summary>Finds completions for the text before the cursor.</summary>
internal interface ICompleter
{
    Completion Complete(string text);
}
