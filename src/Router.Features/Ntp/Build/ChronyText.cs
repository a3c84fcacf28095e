using Router.Features.Texts;

namespace Router.Features.Ntp.Build;

/// <summary>
/// chrony.conf(5): a directive a line, its words apart by blanks; a line that begins with one of <c>#%;!</c> is a comment.
/// </summary>
internal sealed class ChronyText : IFileLanguage
{
    public static string Value(string text) => IFileLanguage.Without(text, " #%;!");
}
