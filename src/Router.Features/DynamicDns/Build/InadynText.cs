using Router.Features.Texts;

namespace Router.Features.DynamicDns.Build;

/// <summary>
/// inadyn.conf(5): values between single quotes, in which nothing is replaced; a quote or backslash ends or escapes. Between double quotes
/// <c>${…}</c> would be taken from the environment.
/// </summary>
internal sealed class InadynText : IFileLanguage
{
    public static string Value(string text) => IFileLanguage.Without(text, "'\\");

    /// <summary>A secret, which stands as it is.</summary>
    public static string Secret(string text) => IFileLanguage.Without(text, "")
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
