using Router.Features.Texts;

namespace Router.Features.Dns.Build;

/// <summary>unbound.conf(5): words apart by blanks, values may stand in quotes; what is behind a blank and # is a comment.</summary>
internal sealed class UnboundText : IFileLanguage
{
    public static string Value(string text) => IFileLanguage.Without(text, " \t\"'#");
}
