using System.Buffers;
using System.Text;

namespace Router.Documents;

/// <summary>
/// A place in a document as words: <c>firewall rules "ssh from the office" limit</c>. Keys of maps are words, entries of
/// <c>rules</c> go by their name, other list entries by their value. Words with spaces or quotes stand in double quotes.
/// </summary>
public static class ConfigPath
{
    private static readonly SearchValues<char> Special = SearchValues.Create(" \t\"'\\\r\n#");

    public static string Join(IEnumerable<string> words)
    {
        var text = new StringBuilder();
        foreach (var word in words)
        {
            if (text.Length > 0)
                text.Append(' ');
            text.Append(Quote(word));
        }
        return text.ToString();
    }

    /// <summary>The word as it has to be typed.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && !word.AsSpan().ContainsAny(Special) && word[0] != '|'
            ? word
            : $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Splits a line into words. False: a quote is not closed (<paramref name="words"/> then holds what there is).</summary>
    public static bool TrySplit(string line, out IReadOnlyList<string> words)
    {
        List<string> found = [];
        words = found;
        var word = new StringBuilder();
        var inWord = false;
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote == '"' && c == '\\' && i + 1 < line.Length)
                word.Append(line[++i]);
            else if (c == quote)
                quote = '\0';
            else if (quote != '\0')
                word.Append(c);
            else if (c is '"' or '\'')
                (quote, inWord) = (c, true);
            else if (!char.IsWhiteSpace(c))
                (_, inWord) = (word.Append(c), true);
            else if (inWord)
            {
                found.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
        }
        if (inWord)
            found.Add(word.ToString());
        return quote == '\0';
    }
}
