using System.Text;
using Router.Console.Sessions;

namespace Router.Console.Verbs.Configuration;

/// <summary>Many lines that are typed or pasted, until Ctrl-D.</summary>
internal static class Paste
{
    private const char End = '\u0004';

    /// <summary>Null: the person thought better of it (Ctrl-C).</summary>
    public static string? Read(Session session)
    {
        if (session.Terminal.IsInteractive)
            return FromKeys(session);
        return session.OneShot ? DocumentInput.Read(session.Terminal) : FromScript(session);
    }

    private static string? FromKeys(Session session)
    {
        var terminal = session.Terminal;
        terminal.Write("paste now; Ctrl-D ends it, Ctrl-C leaves all as it was\n");
        var text = new StringBuilder();
        while (terminal.ReadKey() is { } key && key.KeyChar != End)
        {
            if (key.KeyChar == '\u0003')
            {
                terminal.Write("\n");
                return null;
            }
            if (key.Key == ConsoleKey.Enter || key.KeyChar is '\n' or '\r')
                Echo("\n");
            else if (key.Key == ConsoleKey.Backspace)
                TakeBack();
            else if (key.KeyChar == '\t' || !char.IsControl(key.KeyChar))
                Echo(key.KeyChar.ToString());
        }
        if (text.Length > 0 && text[^1] != '\n')
            terminal.Write("\n");
        return text.ToString();

        void Echo(string typed)
        {
            text.Append(typed);
            terminal.Write(typed);
        }

        void TakeBack()
        {
            if (text.Length == 0 || text[^1] == '\n')
                return;
            text.Length--;
            terminal.Write("\b \b");
        }
    }

    // What follows in a script belongs to it, up to a line that is Ctrl-D or to the script's end.
    private static string FromScript(Session session)
    {
        var text = new StringBuilder();
        while (session.Terminal.ReadLine() is { } line && line is not [End])
            text.Append(line).Append('\n');
        return text.ToString();
    }
}
