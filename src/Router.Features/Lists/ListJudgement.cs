using System.Text;

namespace Router.Features.Lists;

/// <summary>Whether what was fetched is a list that may take the place of the one before.</summary>
public static class ListJudgement
{
    /// <summary>Below this many, a list may shrink as it likes.</summary>
    private const int Few = 100;

    /// <summary>Of the one before at least this part is to be left.</summary>
    private const int LeastPart = 10;

    private const int Head = 512;

    private static readonly string[] Pages = ["<!doctype", "<html", "<?xml", "<head"];

    /// <summary>Null: it may.</summary>
    /// <param name="bytes">What was fetched.</param>
    /// <param name="mediaType">What its server calls it; null: nothing.</param>
    /// <param name="list">What it says.</param>
    /// <param name="before">How many domains the one before has, of the same place; 0: there is none.</param>
    public static string? Wrong(ReadOnlySpan<byte> bytes, string? mediaType, DomainList list, int before)
    {
        if (IsPage(bytes) || mediaType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
            return "is a web page and no list";
        if (list.Domains.Count == 0)
            return list.Lines == 0 ? "is empty" : $"names no domain in {list.Lines} lines";
        if (list.Wrong > list.Lines / 2)
            return $"is no list: {list.Wrong} of {list.Lines} lines name no domain, the first is line {list.FirstWrong}";
        return before >= Few && list.Domains.Count < before / LeastPart
            ? $"shrank from {before} to {list.Domains.Count} domains"
            : null;
    }

    private static bool IsPage(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.UTF8.GetString(bytes[..Math.Min(Head, bytes.Length)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return Array.Exists(Pages, begin => head.StartsWith(begin, StringComparison.OrdinalIgnoreCase));
    }
}
