using System.Globalization;

namespace Router.Console.Editing;

/// <summary>A line being typed. The cursor moves by what a person sees as one letter, marks and all.</summary>
internal sealed class EditBuffer
{
    private string killed = "";

    public string Text { get; private set; } = "";

    /// <summary>An index into <see cref="Text"/>, always between two letters.</summary>
    public int Cursor { get; private set; }

    public string BeforeCursor => Text[..Cursor];

    public void Replace(string text) => (Text, Cursor) = (text, text.Length);

    public void Insert(string text)
    {
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    public void Left() => Cursor = Previous(Cursor);

    public void Right() => Cursor = Next(Cursor);

    public void Home() => Cursor = 0;

    public void End() => Cursor = Text.Length;

    public void WordLeft() => Cursor = WordStart();

    public void WordRight() => Cursor = WordEnd();

    public void Backspace() => Remove(Previous(Cursor), Cursor);

    public void Delete() => Remove(Cursor, Next(Cursor));

    public void KillToEnd() => Kill(Cursor, Text.Length);

    public void KillToStart() => Kill(0, Cursor);

    public void KillWordLeft() => Kill(WordStart(), Cursor);

    public void KillWordRight() => Kill(Cursor, WordEnd());

    public void Yank() => Insert(killed);

    private void Kill(int from, int to)
    {
        if (from == to)
            return;
        killed = Text[from..to];
        Remove(from, to);
    }

    private void Remove(int from, int to)
    {
        Text = Text.Remove(from, to - from);
        Cursor = from;
    }

    private int Next(int index) => index >= Text.Length ? Text.Length : index + StringInfo.GetNextTextElementLength(Text, index);

    private int Previous(int index)
    {
        var previous = 0;
        for (var at = 0; at < index; at = Next(at))
            previous = at;
        return previous;
    }

    private int WordStart()
    {
        var at = Cursor;
        while (at > 0 && char.IsWhiteSpace(Text[at - 1]))
            at--;
        while (at > 0 && !char.IsWhiteSpace(Text[at - 1]))
            at--;
        return at;
    }

    private int WordEnd()
    {
        var at = Cursor;
        while (at < Text.Length && char.IsWhiteSpace(Text[at]))
            at++;
        while (at < Text.Length && !char.IsWhiteSpace(Text[at]))
            at++;
        return at;
    }
}
