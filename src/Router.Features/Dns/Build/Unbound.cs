using Router.Core.Shapes;
using Router.Core.State;
using Router.Features.Configuration;
using Router.Features.Texts;

namespace Router.Features.Dns.Build;

/// <summary>
/// unbound, which asks for dnsmasq where that cannot: servers over TLS, and whoever answers where signatures are checked (DNSSEC,
/// RFC 4033). It hears this machine alone.
/// </summary>
internal static class Unbound
{
    private const string File = "/etc/unbound/unbound.conf";

    /// <summary>
    /// Keys of the root zone (IANA's root-anchors.xml): KSK-2017 and KSK-2024, which signs from 2026-10-11 on. Those of the packages are of
    /// the day when they were made, and Alpine's has the first one alone.
    /// </summary>
    private const string RootKeys =
        """
          trust-anchor: ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"
          trust-anchor: ". IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16"

        """;

    public static DesiredService Build(RouterConfig config)
    {
        var dns = config.Services.Dns is { IsRelayed: true } wanted ? wanted : null;
        return new()
        {
            Name = "unbound",
            Running = dns is not null,
            OnChange = ServiceChange.Restart,
            Check = ["unbound-checkconf", "{0}"],
            Owns = [File],
            Files = dns is null ? [] : [new(File, Text(config, dns))],
            Directories = [new("/etc/unbound", FileModes.AllFolder, "root:root")],
        };
    }

    private static string Text(RouterConfig config, DnsConfig dns)
    {
        var text = new FileText<UnboundText>().AddWords(
            $"""
            server:
              interface: {DnsConfig.RelayServer.Replace('#', '@')}
              username: "unbound"
              chroot: ""
              directory: "/etc/unbound"
              pidfile: ""
              do-daemonize: no
              use-syslog: yes
              log-servfail: yes
              num-threads: 1
              module-config: "{(dns.Dnssec ? "validator iterator" : "iterator")}"

            """);
        if (dns.Dnssec)
            AddKeys(text, config);
        if (dns.IsEncrypted)
            text.AddWords("  tls-cert-bundle: \"/etc/ssl/certs/ca-certificates.crt\"\n");
        if (dns.Upstream.Count == 0)
            return text.ToString();
        text.AddWords("forward-zone:\n  name: \".\"\n").AddWords(dns.IsEncrypted ? "  forward-tls-upstream: yes\n" : "");
        foreach (var server in dns.Upstream.Where(server => server.TlsName is not null || !dns.IsEncrypted))
        {
            if (server.TlsName is { } name)
                text.Add($"  forward-addr: {server.Address}@{server.Port}#{name}\n");
            else
                text.Add($"  forward-addr: {server.Address}\n");
        }
        return text.ToString();
    }

    /// <summary>
    /// Signatures are good at their time only, and a board without a clock of its own boots in the past: names of the servers that tell the
    /// time are taken without, so that the clock comes right and all others follow. An answer that was refused is asked for again after a
    /// minute (val-bogus-ttl).
    /// </summary>
    private static void AddKeys(FileText<UnboundText> text, RouterConfig config)
    {
        text.AddWords(RootKeys);
        foreach (var server in config.System.Ntp.Where(server => !NetworkScalars.IsAddress(server)))
            text.Add($"  domain-insecure: \"{server}\"\n");
    }
}
