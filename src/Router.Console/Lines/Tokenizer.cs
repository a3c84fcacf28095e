using System.Text;

namespace Router.Console.Lines;

/// <summary>
/// A line as words: blanks separate, quotes of either kind keep them together, a backslash takes the next character as it
/// is, a bare <c>|</c> is a word of its own.
/// </summary>
internal static class Tokenizer
{
    /// <summary>
    /// <paramref name="Open"/>: the line ends inside quotes. <paramref name="EndsWithBlank"/>: a new word would begin at
    /// the end, which is what completion has to know.
    /// </summary>
    public readonly record struct Result(IReadOnlyList<Token> Tokens, bool Open, bool EndsWithBlank);

    public static Result Split(string line)
    {
        var tokens = new List<Token>();
        var word = new StringBuilder();
        var start = -1;
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote != '\0' && c == quote)
            {
                quote = '\0';
            }
            else if (c == '\\' && i + 1 < line.Length && quote != '\'')
            {
                start = start < 0 ? i : start;
                word.Append(line[++i]);
            }
            else if (quote != '\0')
            {
                word.Append(c);
            }
            else if (c is '"' or '\'')
            {
                start = start < 0 ? i : start;
                quote = c;
            }
            else if (char.IsWhiteSpace(c) || c == '|')
            {
                Flush();
                if (c == '|')
                    tokens.Add(new Token("|", i, IsPipe: true));
            }
            else
            {
                start = start < 0 ? i : start;
                word.Append(c);
            }
        }
        var blank = start < 0;
        Flush();
        return new Result(tokens, quote != '\0', blank);

        void Flush()
        {
            if (start >= 0)
                tokens.Add(new Token(word.ToString(), start, IsPipe: false));
            word.Clear();
            start = -1;
        }
    }
}

/// <summary><paramref name="Start"/> is the index of its first character in the line.</summary>
internal readonly record struct Token(string Text, int Start, bool IsPipe);
