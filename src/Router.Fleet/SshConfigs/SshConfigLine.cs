using System.Text;

namespace Router.Fleet.SshConfigs;

/// <summary>A line of a file in the format of ssh_config(5), from 1.</summary>
public readonly record struct SshConfigPlace(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}

/// <summary>A keyword in small letters and its arguments.</summary>
internal sealed record SshConfigLine(string Keyword, IReadOnlyList<string> Arguments, SshConfigPlace Place)
{
    /// <summary>Null: a blank line or a remark.</summary>
    /// <exception cref="SshConfigException">A quote does not end, or a keyword has nothing behind it.</exception>
    public static SshConfigLine? Parse(string text, SshConfigPlace place)
    {
        var line = text.Trim().TrimEnd('\r', '\f');
        if (line.Length == 0 || line[0] == '#')
            return null;
        var end = line.AsSpan().IndexOfAny(" \t=\"");
        var keyword = (end < 0 ? line : line[..end]).ToLowerInvariant();
        var rest = end < 0 ? "" : line[end..].TrimStart();
        if (rest.StartsWith('='))
            rest = rest[1..];
        var arguments = Words(rest, place);
        return arguments.Count == 0
            ? throw new SshConfigException(place, $"{keyword}: it has no value")
            : new SshConfigLine(keyword, arguments, place);
    }

    /// <summary>Blanks part them; quotes of either kind keep them together; a <c>#</c> at the start of one begins a remark.</summary>
    internal static IReadOnlyList<string> Words(string text, SshConfigPlace place)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is ' ' or '\t')
            {
                at++;
                continue;
            }
            if (text[at] == '#')
                break;
            word.Clear();
            char? quote = null;
            for (; at < text.Length && (quote is not null || text[at] is not (' ' or '\t')); at++)
            {
                if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '\\' or '"' or '\'')
                    word.Append(text[++at]);
                else if (quote is null && text[at] is '"' or '\'')
                    quote = text[at];
                else if (text[at] == quote)
                    quote = null;
                else
                    word.Append(text[at]);
            }
            if (quote is not null)
                throw new SshConfigException(place, "a quote does not end");
            words.Add(word.ToString());
        }
        return words;
    }
}

/// <summary>A file of ssh's that is wrong, or says what only ssh itself can do.</summary>
public sealed class SshConfigException(SshConfigPlace place, string message, bool wantsSsh = false) : Exception($"{place}: {message}")
{
    /// <summary>The system's ssh does it.</summary>
    public bool WantsSsh { get; } = wantsSsh;
}
