using System.Buffers;

namespace Router.Documents.Yaml.Reading;

/// <summary>A text and where the reader stands in it. Lines end with LF, CR LF or CR (YAML 1.2, 5.4).</summary>
internal sealed class YamlCursor(string text)
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r");

    private int line = 1;
    private int lineStart;
    private int firstTab = -1;

    public int At { get; private set; }

    public YamlPlace Place => new(At, line, At - lineStart + 1);

    /// <summary>Characters of the line before this place.</summary>
    public int Indent => At - lineStart;

    public int Line => line;

    public bool AtEnd => At >= text.Length;

    /// <summary>NUL behind the end.</summary>
    public char Current => At < text.Length ? text[At] : '\0';

    public bool AtLineEnd => At >= text.Length || text[At] is '\n' or '\r';

    /// <summary><c>---</c> or <c>...</c> alone at the start of a line.</summary>
    public bool AtMarker =>
        At == lineStart && At + 3 <= text.Length && text.AsSpan(At, 3) is "---" or "..." && IsBlank(3);

    /// <summary>A tab stood before this place in blanks that <see cref="SkipSpace"/> went over in this line.</summary>
    public bool BehindTab => firstTab >= lineStart;

    public ReadOnlySpan<char> Rest => text.AsSpan(At);

    /// <summary>A blank, an end of line or the end is <paramref name="ahead"/> characters from here.</summary>
    public bool IsBlank(int ahead) => At + ahead >= text.Length || text[At + ahead] is ' ' or '\n' or '\r' or '\t';

    public char Ahead(int count) => At + count < text.Length ? text[At + count] : '\0';

    /// <summary>Within the line.</summary>
    public void Skip(int count = 1) => At += count;

    public ReadOnlySpan<char> From(int start) => text.AsSpan(start, At - start);

    public void SkipBlanks()
    {
        while (Current is ' ' or '\t')
            At++;
    }

    /// <summary>Over one end of a line.</summary>
    public void SkipLineEnd()
    {
        At += text[At] == '\r' && Ahead(1) == '\n' ? 2 : 1;
        line++;
        lineStart = At;
    }

    /// <summary>To the end of the line.</summary>
    public ReadOnlySpan<char> SkipLine()
    {
        var rest = Rest;
        var length = rest.IndexOfAny(LineEnds);
        length = length < 0 ? rest.Length : length;
        At += length;
        return rest[..length];
    }

    /// <summary>Over blanks, comments and ends of lines to whatever comes next.</summary>
    public void SkipSpace()
    {
        firstTab = -1;
        while (At < text.Length)
        {
            switch (text[At])
            {
                case ' ':
                    At++;
                    break;
                case '\t':
                    firstTab = At++;
                    break;
                case '\n' or '\r':
                    SkipLineEnd();
                    break;
                case '#':
                    SkipLine();
                    break;
                default:
                    return;
            }
        }
    }

    /// <summary>Back to a place that <see cref="Place"/> gave.</summary>
    public void Return(YamlPlace place) => (At, line, lineStart) = (place.At, place.Line, place.At - place.Column + 1);
}
