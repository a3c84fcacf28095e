using Router.Features.Texts;

namespace Router.Features.Interfaces.Build.Pppoe;

/// <summary>pppd(8), options files: words apart by blanks, values between double quotes, in which a backslash escapes.</summary>
internal sealed class PppdText : IFileLanguage
{
    public static string Value(string text) => IFileLanguage.Without(text, "\"\\");

    /// <summary>A secret, which stands as it is.</summary>
    public static string Secret(string text) => IFileLanguage.Without(text, "")
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
