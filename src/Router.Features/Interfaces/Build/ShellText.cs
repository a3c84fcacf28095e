using Router.Features.Texts;

namespace Router.Features.Interfaces.Build;

/// <summary>OpenRC's conf.d: lines of a shell, values between double quotes.</summary>
internal sealed class ShellText : IFileLanguage
{
    public static string Value(string text) => IFileLanguage.Without(text, " \"\\$`");
}
