using Router.Features.Texts;

namespace Router.Features.IgmpProxy.Build;

/// <summary>igmpproxy.conf(5): words apart by blanks, over as many lines as they like; # begins a comment.</summary>
internal sealed class IgmpProxyText : IFileLanguage
{
    public static string Value(string text) => IFileLanguage.Without(text, " #");
}
