using Router.Features.Texts;

namespace Router.Features.Mdns.Build;

/// <summary>avahi-daemon.conf(5): <c>key=value</c>, a list with commas; lines that begin with # are comments.</summary>
internal sealed class AvahiText : IFileLanguage
{
    public static string Value(string text) => IFileLanguage.Without(text, " ,#;[]=\"");
}
