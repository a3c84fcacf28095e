namespace Router.Fleet.SshConfigs;

/// <summary>Where files of ssh's are read from.</summary>
public interface ISshConfigFiles
{
    /// <summary>The lines of a file; null: there is none, or it may not be read.</summary>
    IReadOnlyList<string>? Lines(string path);

    /// <summary>The files that a pattern with <c>*</c> and <c>?</c> means, sorted.</summary>
    IReadOnlyList<string> Matching(string pattern);
}

/// <summary>Who asks, for <c>%d</c>, <c>%u</c>, <c>~</c> and <c>Match localuser</c>.</summary>
/// <param name="User">The login on this machine.</param>
/// <param name="Home">The home folder.</param>
/// <param name="Environment">Variables, for <c>${NAME}</c>.</param>
public sealed record SshOperator(string User, string Home, Func<string, string?> Environment)
{
    /// <summary>A path with <c>~</c> and <c>${NAME}</c> filled in.</summary>
    public string Expand(string path)
    {
        var text = path is "~" or ['~', '/', ..] ? Home + path[1..] : path;
        for (var at = text.IndexOf("${", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${", at, StringComparison.Ordinal))
        {
            var close = text.IndexOf('}', at);
            if (close < 0)
                break;
            var value = Environment(text[(at + 2)..close]) ?? "";
            text = text[..at] + value + text[(close + 1)..];
            at += value.Length;
        }
        return text;
    }
}
