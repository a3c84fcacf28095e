using System.Text;

namespace Router.Image.Apk.Resolving;

/// <summary>Labelled lists of words, folded at 50 columns, as apk prints them where there is no terminal.</summary>
internal sealed class IndentedText
{
    private const int Width = 50;
    private readonly StringBuilder _text = new();
    private string? _heading;
    private int _column;
    private int _indent;

    /// <summary>Something was printed under a heading.</summary>
    public bool HasContent { get; private set; }

    /// <summary>The last heading is out: it had something under it.</summary>
    public bool HeadingIsOut => _heading is null;

    /// <summary>Printed once there is something under it.</summary>
    public void Heading(string heading) => _heading = heading;

    public void Label(string label)
    {
        if (_heading is not null)
        {
            _text.Append("  ").Append(_heading).Append(":\n");
            _heading = null;
            HasContent = true;
        }

        if (_column > 0)
            return;
        _text.Append("    ").Append(label);
        _column = 4 + label.Length;
        _indent = _column + 1;
    }

    public void Word(string word)
    {
        if (_column <= _indent)
        {
            _text.Append(' ', _indent - _column).Append(word);
            _column = _indent + word.Length;
        }
        else if (_column + word.Length + 1 >= Width)
        {
            _text.Append('\n').Append(' ', _indent).Append(word);
            _column = _indent + word.Length;
        }
        else
        {
            _text.Append(' ').Append(word);
            _column += word.Length + 1;
        }
    }

    public void End()
    {
        if (_column > 0)
            _text.Append('\n');
        _column = _indent = 0;
    }

    public override string ToString() => _text.ToString();
}
