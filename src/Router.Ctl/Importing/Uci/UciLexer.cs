using System.Text;

namespace Router.Ctl.Importing.Uci;

/// <summary>
/// Words of a UCI file, as libuci reads them: in single quotes as they are, in double quotes and without any with a backslash before what
/// is meant as such; pieces beside each other are one word, quotes may hold ends of lines, and <c>#</c> at the start of a word begins a
/// remark.
/// </summary>
internal sealed class UciLexer(string text)
{
    private int at;
    private int line = 1;

    /// <summary>A statement: its words and its line. <paramref name="Fault"/>: what is wrong with it, null: nothing.</summary>
    internal readonly record struct Statement(int Line, IReadOnlyList<string> Words, string? Fault);

    /// <summary>Statements with words, in their order.</summary>
    public IEnumerable<Statement> Statements()
    {
        while (at < text.Length)
        {
            var statement = Next();
            if (statement.Words.Count > 0 || statement.Fault is not null)
                yield return statement;
        }
    }

    private Statement Next()
    {
        List<string> words = [];
        var start = line;
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '\n')
            {
                at++;
                line++;
                break;
            }
            if (c == '#')
                SkipRemark();
            else if (c is ' ' or '\t' or '\r' or '\f' or '\v')
                at++;
            else if (c == '\\' && IsLineEnd(at + 1) is var length and > 0)
                Continue(length);
            else if (Word(words) is { } fault)
                return new(start, words, fault);
        }
        return new(start, words, null);
    }

    private void SkipRemark()
    {
        while (at < text.Length && text[at] != '\n')
            at++;
    }

    /// <summary>Null: a word was read.</summary>
    private string? Word(List<string> words)
    {
        var word = new StringBuilder();
        while (at < text.Length && text[at] is not (' ' or '\t' or '\r' or '\n' or '\f' or '\v'))
        {
            var c = text[at++];
            if (c is '\'' or '"')
            {
                if (!Quoted(c, word))
                {
                    words.Add(word.ToString());
                    return "a quote is not closed";
                }
            }
            else if (c == '\\' && at < text.Length)
            {
                if (IsLineEnd(at) is var length and > 0)
                    Continue(length - 1);
                else
                    word.Append(text[at++]);
            }
            else
            {
                word.Append(c);
            }
        }
        words.Add(word.ToString());
        return null;
    }

    private bool Quoted(char quote, StringBuilder word)
    {
        while (at < text.Length)
        {
            var c = text[at++];
            if (c == quote)
                return true;
            if (c == '\\' && quote == '"' && at < text.Length)
                c = text[at++];
            if (c == '\n')
                line++;
            word.Append(c);
        }
        return false;
    }

    /// <summary>How long the backslash and the end of the line are from <paramref name="index"/> on, with the backslash; 0: no such
    /// end.</summary>
    private int IsLineEnd(int index) =>
        index < text.Length && text[index] == '\n' ? 2
        : index + 1 < text.Length && text[index] == '\r' && text[index + 1] == '\n' ? 3
        : 0;

    private void Continue(int length)
    {
        at += length;
        line++;
    }
}
