using Router.Features.Texts;

namespace Router.Features.Dnsmasq;

/// <summary>
/// Several values of one option in dnsmasq.conf, put together by who wrote each in its form: one line, whatever is in it.
/// </summary>
internal sealed class DnsmasqLine : IFileLanguage
{
    public static string Value(string text) => IFileLanguage.Without(text, "\\");
}
