using System.Text;
using Router.Console.Edges;
using Router.Console.Lines;

namespace Router.Console.Sessions;

/// <summary>Lines of one command, through its filters and its pager to the terminal.</summary>
internal sealed class Output(ITerminal terminal, Pipeline pipeline, bool page)
{
    private const int Piece = 1 << 15;

    private IReadOnlyList<Filtering>? filters;
    private StringBuilder? together;
    private int onScreen;

    /// <summary>Stops at each page. A stream does not: it is watched as it comes.</summary>
    public bool Paged { get; set; } = page && !pipeline.NoMore;

    /// <summary>The person has seen enough; a stream may end.</summary>
    public bool Closed { get; private set; }

    public void WriteLines(IEnumerable<string> lines)
    {
        // A list that nobody pages goes out in large pieces.
        together = Paged ? null : new StringBuilder();
        foreach (var line in lines)
        {
            if (Closed)
                break;
            WriteLine(line);
            if (together?.Length > Piece)
                WriteTogether();
        }
        WriteTogether();
        together = null;
    }

    public void WriteText(string text) => WriteLines(text.TrimEnd('\n').Split('\n'));

    public void WriteLine(string line)
    {
        if (Closed)
            return;
        if (Filters is [var first, ..])
            first.Take(line);
        else
            Show(line);
    }

    /// <summary>To be called once, after the last line.</summary>
    public void Finish()
    {
        foreach (var filter in Filters)
            filter.Finish();
    }

    private IReadOnlyList<Filtering> Filters => filters ??= Filtering.Chain(pipeline.Filters, Show);

    private void Show(string line)
    {
        if (Closed)
            return;
        if (Paged && onScreen >= terminal.Height - 1 && !Ask())
        {
            Closed = true;
            return;
        }
        if (together is not null)
        {
            together.Append(line).Append('\n');
            return;
        }
        terminal.Write(line + "\n");
        onScreen += Math.Max(1, (Rendering.TextWidth.Of(line) + terminal.Width - 1) / terminal.Width);
    }

    private void WriteTogether()
    {
        if (together is not { Length: > 0 })
            return;
        terminal.Write(together.ToString());
        together.Clear();
    }

    private bool Ask()
    {
        terminal.Write("--more-- (space, enter, q)");
        var key = terminal.ReadKey();
        terminal.Write("\r\e[K");
        switch (key)
        {
            case null or { KeyChar: 'q' or 'Q' or '\u0003' }:
                return false;
            case { Key: ConsoleKey.Enter }:
                onScreen--;
                return true;
            default:
                onScreen = 0;
                return true;
        }
    }
}
