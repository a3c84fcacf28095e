using Router.Features.Dnsmasq;
using Router.Features.Texts;

namespace Router.Features.Dns.Build;

/// <summary>Aliases, wildcards and records that are no addresses, as dnsmasq's options.</summary>
internal static class RecordLines
{
    /// <summary>Of one string in a record (RFC 1035, section 3.3).</summary>
    private const int LongestString = 255;

    public static void Write(FileText<DnsmasqText> text, DnsConfig dns)
    {
        foreach (var (alias, host) in dns.Aliases)
        {
            text.Add($"cname={alias}");
            if (dns.Domain is { } domain && !alias.Contains('.', StringComparison.Ordinal))
                text.Add($",{alias}.{domain}");
            text.Add($",{DnsNames.Full(host, dns.Domain)}\n");
        }
        foreach (var (name, addresses) in dns.Wildcards)
        {
            foreach (var address in addresses)
                text.Add($"address=/{name}/{address}\n");
            // Of the other family there is nothing, and nobody is asked.
            text.Add($"local=/{name}/\n");
        }
        foreach (var (name, texts) in dns.Records.Txt)
        {
            foreach (var one in texts)
                AddText(text, name, one);
        }
        foreach (var (name, servers) in dns.Records.Mx)
        {
            foreach (var server in servers)
                text.Add($"mx-host={name},{DnsNames.Full(server.Host, dns.Domain)},{server.Preference}\n");
        }
        foreach (var (name, hosts) in dns.Records.Srv)
        {
            var service = DnsNames.Service(name, dns.Domain);
            foreach (var host in hosts)
                text.Add($"srv-host={service},{DnsNames.Full(host.Host, dns.Domain)},{host.Port},{host.Priority},{host.Weight}\n");
        }
    }

    private static void AddText(FileText<DnsmasqText> text, string name, string value)
    {
        text.Add($"txt-record={name}");
        foreach (var part in value.Chunk(LongestString))
            text.AddWords(FileText<DnsmasqQuoted>.Of($",\"{new string(part)}\""));
        text.AddWords("\n");
    }
}
