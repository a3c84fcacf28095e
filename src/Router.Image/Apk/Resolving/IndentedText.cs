using System.Text;

namespace Router.Image.Apk.Resolving;

/// <summary>Labelled lists of words, folded at 50 columns, as apk prints them where there is no terminal.</summary>
internal sealed class IndentedText
{
    private const int Width = 50;
    private readonly StringBuilder text = new();
    private string? heading;
    private int column;
    private int indent;

    /// <summary>Something was printed under a heading.</summary>
    public bool HasContent { get; private set; }

    /// <summary>The last heading is out: it had something under it.</summary>
    public bool HeadingIsOut => heading is null;

    /// <summary>Printed once there is something under it.</summary>
    public void Heading(string words) => heading = words;

    public void Label(string label)
    {
        if (heading is not null)
        {
            text.Append("  ").Append(heading).Append(":\n");
            heading = null;
            HasContent = true;
        }

        if (column > 0)
            return;
        text.Append("    ").Append(label);
        column = 4 + label.Length;
        indent = column + 1;
    }

    public void Word(string word)
    {
        if (column <= indent)
        {
            text.Append(' ', indent - column).Append(word);
            column = indent + word.Length;
        }
        else if (column + word.Length + 1 >= Width)
        {
            text.Append('\n').Append(' ', indent).Append(word);
            column = indent + word.Length;
        }
        else
        {
            text.Append(' ').Append(word);
            column += word.Length + 1;
        }
    }

    public void End()
    {
        if (column > 0)
            text.Append('\n');
        column = indent = 0;
    }

    public override string ToString() => text.ToString();
}
