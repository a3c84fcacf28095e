using System.Text.RegularExpressions;

namespace Router.Console.Language;

/// <summary>What stands behind the first <c>|</c>.</summary>
internal sealed record Pipeline(IReadOnlyList<Filter> Filters, bool NoMore)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Command words, then the filters.</summary>
    /// <exception cref="UsageException">A filter is unknown or lacks its pattern.</exception>
    public static (IReadOnlyList<string> Words, Pipeline Pipeline) Split(IReadOnlyList<Token> tokens)
    {
        var words = tokens.TakeWhile(t => !t.IsPipe).Select(t => t.Text).ToList();
        var filters = new List<Filter>();
        var noMore = false;
        for (var at = words.Count; at < tokens.Count;)
        {
            var stage = tokens.Skip(at + 1).TakeWhile(t => !t.IsPipe).Select(t => t.Text).ToArray();
            at += stage.Length + 1;
            if (stage is ["no-more"])
                noMore = true;
            else
                filters.Add(Parse(stage));
        }
        return (words, new Pipeline(filters, noMore));
    }

    /// <summary>Names and help of the filters, for completion.</summary>
    public static readonly IReadOnlyList<(string Name, string Help)> Known =
    [
        ("match", "only lines with REGEX"),
        ("except", "only lines without REGEX"),
        ("count", "the number of lines"),
        ("no-more", "without stopping at each page"),
    ];

    private static Filter Parse(string[] stage) => stage switch
    {
        ["count"] => new Filter.Count(),
        ["match", .. var pattern] when pattern.Length > 0 => new Filter.Match(Compile(pattern), Wanted: true),
        ["except", .. var pattern] when pattern.Length > 0 => new Filter.Match(Compile(pattern), Wanted: false),
        ["match" or "except"] => throw new UsageException($"{stage[0]} wants a text or a regular expression", $"| {stage[0]} REGEX"),
        [] => throw new UsageException("nothing follows |", FilterHint),
        _ => throw new UsageException($"no filter \"{stage[0]}\"", FilterHint),
    };

    private const string FilterHint = "filters: match REGEX, except REGEX, count, no-more";

    // What is no regular expression is looked for as it stands: "[edit" or "10.0.0.1)".
    private static Regex Compile(string[] words)
    {
        var text = string.Join(' ', words);
        try
        {
            return new Regex(text, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
        }
        catch (RegexParseException)
        {
            return new Regex(Regex.Escape(text), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
        }
    }
}

internal abstract record Filter
{
    private Filter()
    {
    }

    public sealed record Match(Regex Pattern, bool Wanted) : Filter;

    public sealed record Count : Filter;
}
