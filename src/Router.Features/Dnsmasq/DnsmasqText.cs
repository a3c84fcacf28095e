using Router.Features.Texts;

namespace Router.Features.Dnsmasq;

/// <summary>
/// dnsmasq.conf: an option a line, values apart by commas, <c>#</c> begins a comment, quotes and backslashes mean something.
/// </summary>
internal sealed class DnsmasqText : IFileLanguage
{
    public static string Value(string text) => IFileLanguage.Without(text, " ,#\"\\");
}
