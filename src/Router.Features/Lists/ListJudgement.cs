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
    /// <param name="before">How many the one before names, of the same place; 0: there is none.</param>
    public static string? Wrong(ReadOnlySpan<byte> bytes, string? mediaType, ListContent list, int before)
    {
        if (IsPage(bytes) || mediaType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
            return "is a web page and no list";
        var (one, many) = list.Noun;
        if (list.Count == 0)
            return list.Lines == 0 ? "is empty" : $"names no {one} in {list.Lines} lines";
        if (list.Wrong > list.Lines / 2)
            return $"is no list: {list.Wrong} of {list.Lines} lines name no {one}, the first is line {list.FirstWrong}";
        if (list is AddressList && list.Count > AddressList.Most)
            return $"has {list.Count} ranges of addresses, and {AddressList.Most} are the most that a set takes";
        return before >= Few && list.Count < before / LeastPart
            ? $"shrank from {before} to {list.Count} {many}"
            : null;
    }

    private static bool IsPage(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.UTF8.GetString(bytes[..Math.Min(Head, bytes.Length)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return Array.Exists(Pages, begin => head.StartsWith(begin, StringComparison.OrdinalIgnoreCase));
    }
}
