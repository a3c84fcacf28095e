using System.Net;
using Router.Core.State;
using Router.Features.Configuration;
using Router.Features.Texts;

namespace Router.Features.Dns.Build;

/// <summary>unbound, which asks the servers over TLS for dnsmasq, that asks in clear alone; it hears this machine alone.</summary>
internal static class EncryptedUpstream
{
    private const string File = "/etc/unbound/unbound.conf";

    public static DesiredService Build(RouterConfig config)
    {
        var dns = config.Services.Dns is { IsEncrypted: true } wanted ? wanted : null;
        return new()
        {
            Name = "unbound",
            Running = dns is not null,
            OnChange = ServiceChange.Restart,
            Check = ["unbound-checkconf", "{0}"],
            Owns = [File],
            Files = dns is null ? [] : [new(File, Text(dns))],
            Directories = [new("/etc/unbound", FileModes.AllFolder, "root:root")],
        };
    }

    private static string Text(DnsConfig dns)
    {
        var text = new FileText<UnboundText>().AddWords(
            $"""
            server:
              interface: {DnsConfig.EncryptedServer.Replace('#', '@')}
              username: "unbound"
              chroot: ""
              directory: "/etc/unbound"
              pidfile: ""
              do-daemonize: no
              use-syslog: yes
              log-servfail: yes
              num-threads: 1
              module-config: "iterator"
              tls-cert-bundle: "/etc/ssl/certs/ca-certificates.crt"
            forward-zone:
              name: "."
              forward-tls-upstream: yes

            """);
        foreach (var server in dns.Upstream.Where(server => server.TlsName is not null))
            text.Add($"  forward-addr: {server.Address}@{server.Port}#{server.TlsName}\n");
        return text.ToString();
    }
}
