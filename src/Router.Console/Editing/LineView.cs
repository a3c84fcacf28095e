using System.Text;
using Router.Console.Rendering;

namespace Router.Console.Editing;

/// <summary>Draws prompt and line, over several rows where it has to, and puts the cursor in its place.</summary>
internal sealed class LineView(Func<int> width)
{
    private int row;
    private (string Prompt, string Text, int Cursor)? drawn;

    /// <summary>What to write so that the screen shows the line, given what was drawn before.</summary>
    public string Draw(string prompt, string text, int cursor)
    {
        var columns = width();
        if (Typed(prompt, text, cursor, columns) is { } letters)
            return letters;
        drawn = (prompt, text, cursor);
        var screen = new StringBuilder(Rewind());
        screen.Append("\e[J").Append(prompt).Append(text);
        var end = TextWidth.Cells(text, columns, TextWidth.Cells(prompt, columns));
        // In the last column terminals wait for the next letter before they go down a row.
        if (end > 0 && end % columns == 0)
            screen.Append("\r\n");
        var at = TextWidth.Cells(text.AsSpan(0, cursor), columns, TextWidth.Cells(prompt, columns));
        if (TextWidth.BeginsWide(text.AsSpan(cursor)))
            at += TextWidth.Skipped(at, columns);
        row = at / columns;
        if (end / columns - row is > 0 and var up)
            screen.Append($"\e[{up}A");
        screen.Append('\r');
        if (at % columns is > 0 and var right)
            screen.Append($"\e[{right}C");
        return screen.ToString();
    }

    /// <summary>Forgets what was drawn: the next line begins where the cursor then is.</summary>
    public void Leave()
    {
        row = 0;
        drawn = null;
    }

    /// <summary>What to write so that nothing of it is left on the screen, and other lines can stand there.</summary>
    public string Erase()
    {
        var erased = $"{Rewind()}\e[J";
        Leave();
        return erased;
    }

    /// <summary>What typing at the end has added, when it fits into the row: all that a slow serial line has to carry then.</summary>
    private string? Typed(string prompt, string text, int cursor, int columns)
    {
        if (drawn is not var (oldPrompt, oldText, oldCursor) || oldPrompt != prompt || oldCursor != oldText.Length || cursor != text.Length)
            return null;
        if (!text.StartsWith(oldText, StringComparison.Ordinal) || (TextWidth.Of(prompt) + TextWidth.Of(text)) / columns != row || row > 0)
            return null;
        drawn = (prompt, text, cursor);
        return text[oldText.Length..];
    }

    private string Rewind() => row > 0 ? $"\e[{row}A\r" : "\r";
}
