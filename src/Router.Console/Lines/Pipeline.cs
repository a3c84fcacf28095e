using System.Globalization;
using System.Text.RegularExpressions;

namespace Router.Console.Lines;

/// <summary>
/// What stands behind the first <c>|</c>. <paramref name="View"/>: in which other form the command shows what it shows; null: its own.
/// </summary>
internal sealed record Pipeline(IReadOnlyList<Filter> Filters, bool NoMore, View? View = null)
{
    private const int UsualLast = 10;

    private const string FilterHint =
        "filters: match REGEX, except REGEX, find REGEX, last [N], count, no-more; behind show: compare, display set";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What other systems call the filters.</summary>
    private static readonly Dictionary<string, string> OtherNames = new()
    {
        ["grep"] = "match",
        ["include"] = "match",
        ["inc"] = "match",
        ["exclude"] = "except",
        ["begin"] = "find",
        ["start"] = "find",
        ["tail"] = "last",
        ["more"] = "nothing: pages come by themselves, no-more switches them off",
        ["wc"] = "count",
        ["json"] = "--json behind the command",
        ["commands"] = "display set",
    };

    /// <summary>Names and help of the filters, for completion.</summary>
    public static readonly IReadOnlyList<(string Name, string Help)> Known =
    [
        ("match", "only lines with REGEX"),
        ("except", "only lines without REGEX"),
        ("find", "from the first line with REGEX on"),
        ("last", $"the last lines, {UsualLast} unless told"),
        ("count", "the number of lines"),
        ("no-more", "without stopping at each page"),
        ("compare", "behind show: what is changed; compare rollback N: since N commits ago"),
        ("display", "display set behind show: as the commands that make it"),
    ];

    /// <summary>Command words, then the filters.</summary>
    /// <exception cref="UsageException">A filter is unknown or lacks its pattern.</exception>
    public static (IReadOnlyList<string> Words, Pipeline Pipeline) Split(IReadOnlyList<Token> tokens)
    {
        var words = tokens.TakeWhile(t => !t.IsPipe).Select(t => t.Text).ToList();
        var filters = new List<Filter>();
        var noMore = false;
        View? view = null;
        for (var at = words.Count; at < tokens.Count;)
        {
            var stage = tokens.Skip(at + 1).TakeWhile(t => !t.IsPipe).Select(t => t.Text).ToArray();
            at += stage.Length + 1;
            if (stage is ["no-more"])
                noMore = true;
            else if (stage is ["compare" or "display", ..])
                view = view is null && filters.Count == 0
                    ? ParseView(stage)
                    : throw new UsageException($"| {stage[0]} stands directly behind the command", "filters come after it");
            else
                filters.Add(Parse(stage));
        }
        return (words, new Pipeline(filters, noMore, view));
    }

    private static View ParseView(string[] stage) => stage switch
    {
        ["compare"] => new View.Compare(null),
        ["compare", "rollback", var back] when Digits(back) is { } number => new View.Compare(number),
        ["compare", ..] => throw new UsageException(
            $"\"{string.Join(' ', stage)}\" compares with nothing that is known", "| compare, or | compare rollback N"),
        ["display", "set"] => new View.Commands(),
        ["display", "json"] => throw new UsageException("| display json is an option here", "--json behind the command"),
        _ => throw new UsageException($"\"{string.Join(' ', stage)}\" is not known", "| display set; --json behind the command"),
    };

    private static Filter Parse(string[] stage) => stage switch
    {
        ["count"] => new Filter.Count(),
        ["last"] => new Filter.Last(UsualLast),
        ["last", var lines] => new Filter.Last(
            Digits(lines) is > 0 and var number ? number : throw new UsageException($"\"{lines}\" is no number of lines", "| last N")),
        ["match", .. var pattern] when pattern.Length > 0 => new Filter.Match(Compile(pattern), Wanted: true),
        ["except", .. var pattern] when pattern.Length > 0 => new Filter.Match(Compile(pattern), Wanted: false),
        ["find", .. var pattern] when pattern.Length > 0 => new Filter.Find(Compile(pattern)),
        ["match" or "except" or "find"] =>
            throw new UsageException($"{stage[0]} wants a text or a regular expression", $"| {stage[0]} REGEX"),
        [] => throw new UsageException("nothing follows |", FilterHint),
        [var name, ..] =>
            throw new UsageException($"no filter \"{name}\"", OtherNames.TryGetValue(name, out var ours) ? $"here: {ours}" : FilterHint),
    };

    private static int? Digits(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

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

    /// <summary>From the first line that matches on.</summary>
    public sealed record Find(Regex Pattern) : Filter;

    public sealed record Last(int Lines) : Filter;

    public sealed record Count : Filter;
}

/// <summary>Another form of what a <c>show</c> of configurations shows.</summary>
internal abstract record View
{
    private View()
    {
    }

    /// <summary>What differs: from what runs, or (<paramref name="Back"/>) from what ran so many commits ago.</summary>
    public sealed record Compare(int? Back) : View;

    /// <summary>The commands that make it.</summary>
    public sealed record Commands : View;
}
