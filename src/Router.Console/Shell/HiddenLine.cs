using System.Text;
using Router.Console.Edges;

namespace Router.Console.Shell;

/// <summary>A line that is typed without being shown.</summary>
internal static class HiddenLine
{
    /// <summary>Null: the person thought better of it (Ctrl-C, Ctrl-D).</summary>
    public static string? Read(ITerminal terminal, string prompt)
    {
        terminal.Write(prompt);
        var text = new StringBuilder();
        while (terminal.ReadKey() is { } key && key.KeyChar is not ('\u0003' or '\u0004'))
        {
            if (key.Key == ConsoleKey.Enter)
            {
                terminal.Write("\n");
                return text.ToString();
            }
            if (key.Key == ConsoleKey.Backspace && text.Length > 0)
                text.Length--;
            else if (!char.IsControl(key.KeyChar))
                text.Append(key.KeyChar);
        }
        terminal.Write("\n");
        return null;
    }
}
