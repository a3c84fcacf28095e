using System.Text;
using Router.Api.Contract;
using Router.Console.Edges;
using Router.Console.Lines;

namespace Router.Console.Sessions;

/// <summary>
/// A value that is typed or pasted without being shown: a line, or a key or certificate up to its END line. All that is pasted
/// belongs to it, so that nothing of it is left to be taken for commands.
/// </summary>
internal sealed class HiddenValue(ITerminal terminal)
{
    private const string PasteBegins = "[200~";
    private const string PasteEnds = "[201~";

    /// <summary>What comes sooner after a line than a person types was pasted with it.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    private readonly StringBuilder text = new();
    private StringBuilder? sequence;
    private bool pasting;
    private char before;

    /// <summary>Null: the person thought better of it (Ctrl-C, Ctrl-D).</summary>
    /// <exception cref="UsageException">It was several lines, and no key or certificate.</exception>
    public static string? Read(ITerminal terminal, string prompt, string file)
    {
        terminal.Write($"\e[?2004h{prompt}");
        try
        {
            var value = new HiddenValue(terminal).Read();
            return value is null || !value.Contains('\n', StringComparison.Ordinal) || PemText.StateOf(value) == PemState.Whole
                ? value
                : throw new UsageException(
                    $"that was {value.Split('\n').Length} lines, and nothing was set; here a line is taken, or a key or certificate to its END line",
                    file);
        }
        finally
        {
            terminal.Write("\e[?2004l");
        }
    }

    private string? Read()
    {
        while (terminal.ReadKey() is { } key)
        {
            if (Sequence(key))
                continue;
            if (key.KeyChar is '\u0003' or '\u0004' && !pasting)
                break;
            if (key.Key == ConsoleKey.Enter || key.KeyChar is '\r' or '\n')
            {
                if (Ends(key.KeyChar))
                    return text.ToString().Trim('\n');
            }
            else if (key.Key == ConsoleKey.Backspace && text.Length > 0)
            {
                text.Length--;
            }
            else if ((!char.IsControl(key.KeyChar) || key.KeyChar == '\t') && text.Length <= SecretValue.MaximumBytes)
            {
                text.Append(key.KeyChar);
            }
            before = key.KeyChar;
        }
        Swallow();
        terminal.Write("\n");
        return null;
    }

    /// <summary>True: the line that ended is the last.</summary>
    private bool Ends(char key)
    {
        if (key == '\n' && before == '\r' && text.Length > 0 && text[^1] == '\n')
            text.Length--;
        if (!pasting && PemText.StateOf(text.ToString()) != PemState.Open && !terminal.HasMoreWithin(Quiet))
        {
            terminal.Write("\n");
            return true;
        }
        text.Append('\n');
        return false;
    }

    /// <summary>
    /// Keys that terminals send as several characters; of these only the marks around what is pasted mean something here.
    /// </summary>
    private bool Sequence(ConsoleKeyInfo key)
    {
        if (sequence is null && key.Key != ConsoleKey.Escape && key.KeyChar != '\e')
            return false;
        if (sequence is null)
        {
            sequence = new StringBuilder();
            return true;
        }
        sequence.Append(key.KeyChar);
        if (key.KeyChar != '[' && (char.IsAsciiLetter(key.KeyChar) || key.KeyChar == '~' || sequence.Length > PasteBegins.Length))
        {
            Paste(sequence.ToString());
            sequence = null;
        }
        return true;
    }

    private void Paste(string mark)
    {
        pasting = mark == PasteBegins || (pasting && mark != PasteEnds);
        var lines = text.ToString().Trim('\n').Split('\n').Length;
        if (mark == PasteEnds && lines > 1)
            terminal.Write($"({lines} lines; Enter takes them)");
    }

    private void Swallow()
    {
        while (terminal.HasMoreWithin(Quiet) && terminal.ReadKey() is not null)
        {
            // What was pasted behind it is part of what the person gave up.
        }
    }
}
