using Router.Documents.Shapes;

namespace Router.Features.DynamicDns;

/// <summary>Providers of names, with what inadyn calls them.</summary>
internal static class DnsProviders
{
    private static readonly (string Word, DnsProvider Value, string Inadyn, string Help)[] Known =
    [
        ("dyndns2", DnsProvider.Dyndns2, "", "any that speaks the protocol of DynDNS, at server"),
        ("cloudflare", DnsProvider.Cloudflare, "default@cloudflare.com", "Cloudflare: the user is the zone, the password a token"),
        ("ddnss", DnsProvider.Ddnss, "default@ddnss.de", "ddnss.de"),
        ("duckdns", DnsProvider.Duckdns, "default@duckdns.org", "Duck DNS: a token alone"),
        ("dyn", DnsProvider.Dyn, "default@dyndns.org", "Dyn (dyndns.org)"),
        ("dynu", DnsProvider.Dynu, "default@dynu.com", "Dynu"),
        ("dynv6", DnsProvider.Dynv6, "default@ipv4.dynv6.com", "dynv6: a token alone"),
        ("easydns", DnsProvider.Easydns, "default@easydns.com", "easyDNS"),
        ("freedns", DnsProvider.Freedns, "default@freedns.afraid.org", "FreeDNS (afraid.org)"),
        ("he", DnsProvider.He, "dyndns@he.net", "Hurricane Electric: the user is the name"),
        ("loopia", DnsProvider.Loopia, "default@loopia.com", "Loopia"),
        ("noip", DnsProvider.Noip, "default@noip.com", "No-IP"),
        ("nsupdate", DnsProvider.Nsupdate, "ipv4@nsupdate.info", "nsupdate.info"),
        ("ovh", DnsProvider.Ovh, "default@ovh.com", "OVH"),
        ("selfhost", DnsProvider.Selfhost, "default@selfhost.de", "selfHOST"),
        ("spdyn", DnsProvider.Spdyn, "default@spdyn.de", "spDYN"),
        ("strato", DnsProvider.Strato, "default@strato.com", "Strato"),
    ];

    public static readonly ScalarShape<DnsProvider> Shape = Scalars.Choice(
        "provider", [.. Known.Select(known => (known.Word, known.Value, known.Help))]);

    public static string Word(DnsProvider provider) => Array.Find(Known, known => known.Value == provider).Word;

    public static string Inadyn(DnsProvider provider) => Array.Find(Known, known => known.Value == provider).Inadyn;

    /// <summary>Its secret says who asks as well.</summary>
    public static bool IsToken(DnsProvider provider) => provider is DnsProvider.Duckdns or DnsProvider.Dynv6;
}
