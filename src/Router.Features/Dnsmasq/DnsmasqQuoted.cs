using Router.Features.Texts;

namespace Router.Features.Dnsmasq;

/// <summary>What stands between quotes in dnsmasq.conf: only they and backslashes mean something there.</summary>
internal sealed class DnsmasqQuoted : IFileLanguage
{
    public static string Value(string text) => IFileLanguage.Without(text, "\"\\");
}
