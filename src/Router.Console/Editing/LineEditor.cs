using Router.Console.Edges;

namespace Router.Console.Editing;

/// <summary>What came of editing a line.</summary>
internal enum LineEnd
{
    Entered,

    /// <summary>Ctrl-C: this line is not wanted.</summary>
    Abandoned,

    /// <summary>Ctrl-D on an empty line, or no more keys.</summary>
    Closed,
}

/// <summary>
/// Reads a line with the keys that shells have (emacs bindings), history, completion with Tab and help with <c>?</c>.
/// </summary>
internal sealed class LineEditor(ITerminal terminal, History history, ICompleter completer)
{
    private readonly EditBuffer buffer = new();
    private readonly LineView view = new(() => terminal.Width);
    private readonly Lock gate = new();
    private readonly List<string> waiting = [];
    private Func<string>? shown;
    private bool tabbed;

    public (LineEnd End, string Text) Read(string prompt) => Read(() => prompt);

    /// <summary>The prompt is asked for whenever it is drawn.</summary>
    public (LineEnd End, string Text) Read(Func<string> prompt)
    {
        lock (gate)
        {
            buffer.Replace("");
            view.Leave();
            waiting.ForEach(terminal.Write);
            waiting.Clear();
            shown = prompt;
            Redraw(prompt());
        }
        while (terminal.ReadKey() is { } key)
        {
            lock (gate)
            {
                if (Take(key, prompt()) is { } end)
                    return (end, buffer.Text);
                Redraw(prompt());
            }
        }
        lock (gate)
            shown = null;
        return (LineEnd.Closed, buffer.Text);
    }

    /// <summary>
    /// Puts a line above the prompt, from any thread; what is being typed stays. While no line is read it waits for the next prompt.
    /// Null: only the prompt is drawn again.
    /// </summary>
    public void Say(string? line)
    {
        lock (gate)
        {
            if (shown is not { } prompt)
            {
                if (line is not null)
                    waiting.Add($"{line}\r\n");
                return;
            }
            terminal.Write(view.Erase() + (line is null ? "" : $"{line}\r\n"));
            Redraw(prompt());
        }
    }

    /// <summary>Null: the line goes on.</summary>
    private LineEnd? Take(ConsoleKeyInfo key, string prompt)
    {
        var again = tabbed && key.Key == ConsoleKey.Tab;
        tabbed = key.Key == ConsoleKey.Tab;
        switch (key)
        {
            case { Key: ConsoleKey.Enter } or { KeyChar: '\r' or '\n' }:
                return Leave(prompt, LineEnd.Entered);
            case { KeyChar: '\u0003' }:
                return Leave(prompt, LineEnd.Abandoned);
            case { KeyChar: '\u0004' } when buffer.Text.Length == 0:
                return Leave(prompt, LineEnd.Closed);
            case { KeyChar: '\u0012' }:
                return Search() ? Leave(prompt, LineEnd.Entered) : null;
            case { Key: ConsoleKey.Tab }:
                Complete(again);
                return null;
            case { KeyChar: '?' } when !InsideQuotes():
                List(completer.Complete(buffer.BeforeCursor));
                return null;
            case { KeyChar: '\u000c' }:
                terminal.Write("\e[2J\e[H");
                view.Leave();
                return null;
            default:
                Keys.Apply(key, buffer, history);
                return null;
        }
    }

    private LineEnd Leave(string prompt, LineEnd end)
    {
        buffer.End();
        Redraw(prompt);
        terminal.Write(end == LineEnd.Abandoned ? "^C\r\n" : "\r\n");
        view.Leave();
        shown = null;
        return end;
    }

    private void Redraw(string prompt) => terminal.Write(view.Draw(prompt, buffer.Text, buffer.Cursor));

    private bool InsideQuotes() => Lines.Tokenizer.Split(buffer.BeforeCursor).Open;

    private void Complete(bool again)
    {
        var completion = completer.Complete(buffer.BeforeCursor);
        var words = completion.Choices.Where(c => c.Insert is not null).ToList();
        if (words.Count == 0 || again)
        {
            List(completion);
            return;
        }
        var typed = buffer.BeforeCursor[completion.Start..];
        var common = words.Count == 1 ? words[0].Insert! + " " : CommonStart(words.Select(w => w.Insert!));
        if (common.Length <= typed.Length)
        {
            if (words.Count > 1)
                List(completion);
            return;
        }
        while (buffer.Cursor > completion.Start)
            buffer.Backspace();
        buffer.Insert(common);
    }

    private void List(Completion completion)
    {
        var after = buffer.Text[buffer.Cursor..];
        terminal.Write(after + "\r\n");
        view.Leave();
        var width = completion.Choices.Select(c => Rendering.TextWidth.Of(c.Display)).DefaultIfEmpty().Max();
        foreach (var choice in completion.Choices)
            terminal.Write(
                $"  {choice.Display}{new string(' ', width - Rendering.TextWidth.Of(choice.Display))}  {choice.Help}".TrimEnd() + "\r\n");
        if (completion.Choices.Count == 0)
            terminal.Write("  nothing is known to follow\r\n");
    }

    /// <summary>Ctrl-R: each letter narrows, Ctrl-R goes on to an older line. True: Enter ran what was found.</summary>
    private bool Search()
    {
        var text = "";
        var skip = 0;
        var before = buffer.Text;
        while (true)
        {
            var found = text.Length == 0 ? null : history.Search(text, skip);
            var shown = found ?? "";
            terminal.Write(view.Draw($"(search \"{text}\") ", shown, shown.Length));
            switch (terminal.ReadKey())
            {
                case null or { KeyChar: '\u0003' or '\u0007' }:
                    buffer.Replace(before);
                    return false;
                case { KeyChar: '\u0012' }:
                    skip += found is null ? 0 : 1;
                    break;
                case { Key: ConsoleKey.Backspace }:
                    (text, skip) = (text.Length > 0 ? text[..^1] : "", 0);
                    break;
                case { Key: ConsoleKey.Enter } when found is not null:
                    buffer.Replace(found);
                    return true;
                case { KeyChar: var c } when !char.IsControl(c):
                    (text, skip) = (text + c, 0);
                    break;
                default:
                    buffer.Replace(found ?? before);
                    return false;
            }
        }
    }

    private static string CommonStart(IEnumerable<string> words) => words.Aggregate((common, word) =>
        common[..common.AsSpan().CommonPrefixLength(word)]);
}
