using Router.Features.Configuration;
using Router.Features.Dhcpv6;
using Router.Features.Dnsmasq;
using Router.Features.Interfaces;
using Router.Features.Texts;

namespace Router.Features.RouterAdvertisements.Build;

/// <summary>
/// Advertisements of the interface's own networks, with the router's own address as name server, and the range of DHCPv6 beside them: to
/// dnsmasq both are one line.
/// </summary>
internal sealed class Advertiser : IDnsmasqClient
{
    /// <summary>What dnsmasq gives a prefix of which nothing is said.</summary>
    private static readonly TimeSpan UsualValid = TimeSpan.FromDays(1);

    public bool Serves(RouterConfig config, string name, InterfaceConfig settings) =>
        config.Services.RouterAdvertisements.ContainsKey(name);

    public void Write(FileText<DnsmasqText> text, DnsmasqInput input)
    {
        var advertisements = input.Config.Services.RouterAdvertisements;
        if (advertisements.Count > 0)
            text.AddWords("enable-ra\n");
        foreach (var (name, advertisement) in advertisements)
        {
            if (input.Link(name) is not { } link)
                continue;
            // Hosts ask a server elsewhere: the flag alone is said here.
            if (input.Config.Services.Dhcpv6.GetValueOrDefault(name) is { IsRelay: true })
                Write(text, link, advertisement with { Managed = advertisement.Managed ?? true }, null);
            else
                Write(text, link, advertisement, input.Config.Services.Dhcpv6.GetValueOrDefault(name));
        }
    }

    private static void Write(FileText<DnsmasqText> text, string link, RouterAdvertisementConfig advertisement, Dhcpv6Config? server)
    {
        var mode = Mode(advertisement, server);
        text.AddWords("dhcp-range=");
        if (server?.Range is { } range)
            text.Add($"{range.First},{range.Last}");
        else
            text.AddWords("::");
        text.Add($",constructor:{link}").AddWords(mode.Length > 0 ? $",{mode},64" : ",64");
        if (server is not null)
            text.Add($",{Seconds(server.LeaseTime)}");
        else if (advertisement.Prefixes.Count > 0)
            text.Add($",{Seconds(LongestValid(advertisement))}");
        text.AddWords("\n");
        foreach (var (prefix, settings) in advertisement.Prefixes)
        {
            // Static: nobody gets a lease of it twice.
            var own = server is null ? mode : advertisement.Autonomous ? "static,slaac" : "static";
            text.Add($"dhcp-range={prefix.BaseAddress},").AddWords($"{own},64,").Add($"{(settings.Deprecated ? "deprecated" : null)}");
            if (!settings.Deprecated)
                text.Add($"{Seconds(settings.Valid ?? UsualValid)}");
            text.AddWords("\n");
        }
        Parameters(text, link, advertisement);
        if (advertisement.Dns.Count > 0)
        {
            text.Add($"dhcp-option=tag:{link},option6:dns-server");
            foreach (var address in advertisement.Dns)
                text.Add($",[{address}]");
            text.AddWords("\n");
        }
        if (advertisement.Search.Count > 0)
        {
            text.Add($"dhcp-option=tag:{link},option6:domain-search");
            foreach (var domain in advertisement.Search)
                text.Add($",{domain}");
            text.AddWords("\n");
        }
    }

    /// <summary>Words of dnsmasq for the flags M, O and A.</summary>
    private static string Mode(RouterAdvertisementConfig advertisement, Dhcpv6Config? server) => (server, advertisement) switch
    {
        ({ Range: not null }, { Autonomous: true }) => "slaac",
        ({ Range: not null }, _) => "",
        (not null, { Autonomous: true }) or (null, { Managed: true, Autonomous: true }) => "static,slaac",
        (not null, _) or (null, { Managed: true }) => "static",
        (_, { Other: true }) => "ra-stateless",
        _ => "ra-only",
    };

    private static void Parameters(FileText<DnsmasqText> text, string link, RouterAdvertisementConfig advertisement)
    {
        var lifetime = Seconds(advertisement.Lifetime);
        var interval = advertisement.Interval is { } given ? Seconds(given) : Math.Clamp(lifetime / 3, 4, 600);
        text.Add($"ra-param={link},");
        if (advertisement.Mtu is { } mtu)
            text.Add($"mtu:{mtu},");
        if (advertisement.Preference != RouterPreference.Medium)
            text.AddWords(advertisement.Preference == RouterPreference.High ? "high," : "low,");
        text.Add($"{interval},{lifetime}\n");
    }

    /// <summary>Of all of them: that of the line which takes in every prefix is an upper bound to dnsmasq.</summary>
    private static TimeSpan LongestValid(RouterAdvertisementConfig advertisement) =>
        advertisement.Prefixes.Values.Select(prefix => prefix.Valid ?? UsualValid).Append(UsualValid).Max();

    private static long Seconds(TimeSpan time) => (long)time.TotalSeconds;
}
