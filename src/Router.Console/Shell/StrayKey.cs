using System.Text;
using Router.Console.Edges;
using Router.Console.Lines;

namespace Router.Console.Shell;

/// <summary>A key or certificate that was pasted where commands are typed.</summary>
internal static class StrayKey
{
    /// <summary>Takes away what is left of it, up to its END line or Ctrl-C. It is not shown.</summary>
    public static void Swallow(ITerminal terminal, string begin)
    {
        terminal.Write("(not shown to its END line; Ctrl-C ends it)\n");
        var text = new StringBuilder(begin).Append('\n');
        while (terminal.ReadKey() is { } key && key.KeyChar != '\u0003')
        {
            text.Append(key.Key == ConsoleKey.Enter || key.KeyChar is '\r' ? '\n' : key.KeyChar);
            if (text[^1] == '\n' && PemText.StateOf(text.ToString()) != PemState.Open)
                break;
        }
    }
}
