using Router.Documents.Shapes;

namespace Router.Features.FileShares;

/// <summary>
/// Names of shares and their folders, by the rules of Samba: capitals do not count, several blanks are one, and some sections are not
/// shares.
/// </summary>
internal static class ShareNames
{
    private const int LongestName = 80;
    private const int LongestFolder = 200;

    /// <summary>What ext4 takes (NAME_MAX), in bytes.</summary>
    private const int LongestPart = 255;

    private static readonly string[] Reserved = ["global", "globals", "homes", "printers", "print$", "ipc$", "admin$"];

    /// <summary>Null: a share can have the name.</summary>
    public static string? Check(string name)
    {
        if (Reserved.Contains(name.Replace(" ", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase))
            return "is a name that Samba keeps for itself";
        var plain = name.Length is > 0 and <= LongestName && char.IsLetterOrDigit(name[0]) && name[^1] != ' '
            && !name.Contains("  ", StringComparison.Ordinal) && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ' ');
        return plain
            ? ReadableText.Check(name)
            : $"is no name of a share: letters, digits, single blanks, '-', '_' and '.', {LongestName} at most";
    }

    /// <summary>Null: a folder below that of all shares can be called so.</summary>
    public static string? CheckFolder(string path) => path.Length is > 0 and <= LongestFolder && path.Split('/').All(IsFolderName)
        ? ReadableText.Check(path)
        : "is no folder below files: names with letters, digits, single blanks, '.', '_' and '-' between slashes, without '..' and blanks at their "
            + "ends";

    private static bool IsFolderName(string part) =>
        part is not ("" or "." or "..") && part.Trim() == part && !part.Contains("  ", StringComparison.Ordinal)
        && System.Text.Encoding.UTF8.GetByteCount(part) <= LongestPart
        && part.All(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or '_' or '-');
}
