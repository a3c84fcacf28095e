using System.Globalization;
using System.Text.RegularExpressions;

namespace Router.Fleet.Inventories;

/// <summary>
/// A name that stands for many: <c>branch[01:20]</c> is branch01 to branch20, with as many digits as the first number has.
/// </summary>
public static partial class HostRange
{
    private const int Most = 10_000;

    /// <summary>What is wrong with the text, to stand behind it; null: nothing.</summary>
    public static string? Check(string text)
    {
        if (!text.AsSpan().ContainsAny('[', ']'))
            return null;
        if (Form().Match(text) is not { Success: true } match)
            return "is not a range: NAME[01:20]";
        var (first, last) = Bounds(match);
        return first > last ? "is a range that ends before it begins" : last - first >= Most ? $"is more than {Most} devices" : null;
    }

    /// <summary>The names in their order, with their numbers; of a plain name it alone, without a number.</summary>
    public static IEnumerable<(string Name, int? Number)> Expand(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
            return [(text, null)];
        var (first, last) = Bounds(match);
        var width = match.Groups["first"].Length;
        return Enumerable.Range(first, last - first + 1).Select(number => (
            match.Groups["head"].Value + number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0') + match.Groups["tail"].Value,
            (int?)number));
    }

    private static (int First, int Last) Bounds(Match match) => (
        int.Parse(match.Groups["first"].Value, CultureInfo.InvariantCulture),
        int.Parse(match.Groups["last"].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^(?<head>[^\[\]]*)\[(?<first>[0-9]{1,6}):(?<last>[0-9]{1,6})\](?<tail>[^\[\]]*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
