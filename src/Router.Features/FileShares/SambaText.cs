using Router.Features.Texts;

namespace Router.Features.FileShares;

/// <summary>
/// smb.conf's language: a line for each setting, a backslash at its end goes on with the next, blanks in a row are one, <c>%</c> and a
/// letter stand for something else.
/// </summary>
internal sealed class SambaText : IFileLanguage
{
    /// <summary>Null: <see cref="Value"/> writes it as it is; otherwise what is wrong, to stand behind the text.</summary>
    public static string? CannotHold(string text)
    {
        if (text.Contains("  ", StringComparison.Ordinal))
            return "has several blanks in a row, which Samba makes one";
        if (text.EndsWith('\\'))
            return "ends in a backslash, which would join it to the next line of Samba's file";
        for (var at = text.IndexOf('%'); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 1 < text.Length && (char.IsAsciiLetter(text[at + 1]) || text[at + 1] is '$' or '('))
                return $"has {text.AsSpan(at, 2)}, which Samba replaces by something else";
        }
        return null;
    }

    /// <summary>On one line, whatever it is: a document from before a check must not change what stands around.</summary>
    public static string Value(string text) => string.Concat(text.Where(c => !char.IsControl(c))).Trim().TrimEnd('\\', ' ');
}
