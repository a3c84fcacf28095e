namespace Router.Console.Editing;

/// <summary>The keys that move, delete and walk the history.</summary>
internal static class Keys
{
    public static void Apply(ConsoleKeyInfo key, EditBuffer buffer, History history)
    {
        if (key.Modifiers.HasFlag(ConsoleModifiers.Alt) && ApplyAlt(key, buffer))
            return;
        switch (key.KeyChar)
        {
            case '\u0001': buffer.Home(); return;
            case '\u0002': buffer.Left(); return;
            case '\u0004': buffer.Delete(); return;
            case '\u0005': buffer.End(); return;
            case '\u0006': buffer.Right(); return;
            case '\u000b': buffer.KillToEnd(); return;
            case '\u000e': Walk(buffer, history.Next()); return;
            case '\u0010': Walk(buffer, history.Previous(buffer.Text)); return;
            case '\u0015': buffer.KillToStart(); return;
            case '\u0017': buffer.KillWordLeft(); return;
            case '\u0019': buffer.Yank(); return;
            case '\b' or '\u007f': buffer.Backspace(); return;
            default: break;
        }
        ApplyNamed(key, buffer, history);
    }

    private static void ApplyNamed(ConsoleKeyInfo key, EditBuffer buffer, History history)
    {
        var byWord = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow when byWord: buffer.WordLeft(); return;
            case ConsoleKey.RightArrow when byWord: buffer.WordRight(); return;
            case ConsoleKey.LeftArrow: buffer.Left(); return;
            case ConsoleKey.RightArrow: buffer.Right(); return;
            case ConsoleKey.UpArrow: Walk(buffer, history.Previous(buffer.Text)); return;
            case ConsoleKey.DownArrow: Walk(buffer, history.Next()); return;
            case ConsoleKey.Home: buffer.Home(); return;
            case ConsoleKey.End: buffer.End(); return;
            case ConsoleKey.Delete: buffer.Delete(); return;
            case ConsoleKey.Backspace: buffer.Backspace(); return;
            default: break;
        }
        if (!char.IsControl(key.KeyChar))
            buffer.Insert(key.KeyChar.ToString());
    }

    private static bool ApplyAlt(ConsoleKeyInfo key, EditBuffer buffer)
    {
        switch (key.Key)
        {
            case ConsoleKey.B or ConsoleKey.LeftArrow: buffer.WordLeft(); return true;
            case ConsoleKey.F or ConsoleKey.RightArrow: buffer.WordRight(); return true;
            case ConsoleKey.D: buffer.KillWordRight(); return true;
            case ConsoleKey.Backspace: buffer.KillWordLeft(); return true;
            default: return false;
        }
    }

    private static void Walk(EditBuffer buffer, string? line)
    {
        if (line is not null)
            buffer.Replace(line);
    }
}
