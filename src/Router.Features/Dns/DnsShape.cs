using System.Net;
using Router.Core.Shapes;
using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Features.Dns;

internal static class DnsShape
{
    private const int MostNames = 1_000_000;

    private static readonly ListShape<IPAddress> Addresses = new(NetworkScalars.Address);

    private static readonly ListShape<string> DomainNames = new(NameScalars.Domain);

    private static readonly ScalarShape<string> Text = Scalars.Text("text", "v=spf1 mx -all", check: CheckText);

    /// <summary>Of a list.</summary>
    private static readonly ScalarShape<string> List = Scalars.Text("list", "ads", check: CarriedName.Check);

    private static readonly RecordShape<MailServer> Mail = new RecordShape<MailServer>(
            "mail server", "A host that takes the mail of a domain.", () => new(""))
        .With("host", NameScalars.Hostname, m => m.Host, (m, v) => m with { Host = v }, "The host.", required: true)
        .WithValue("preference", Number(), m => m.Preference, (m, v) => m with { Preference = v }, "The lowest is asked first.");

    private static readonly RecordShape<ServiceHost> Service = new RecordShape<ServiceHost>(
            "host of a service", "A host that offers a service of a domain.", () => new(""))
        .With("host", NameScalars.Hostname, s => s.Host, (s, v) => s with { Host = v }, "The host.", required: true)
        .WithValue("port", NetworkScalars.Port, s => s.Port, (s, v) => s with { Port = v }, "Its port.", required: true)
        .WithValue("priority", Number(), s => s.Priority, (s, v) => s with { Priority = v }, "The lowest is asked first.")
        .WithValue("weight", Number(), s => s.Weight, (s, v) => s with { Weight = v },
            "How often it is asked among those of one priority.");

    private static readonly RecordShape<DnsRecords> Records = new RecordShape<DnsRecords>(
            "records", "Records that are no addresses, by the name that they stand at.", () => new())
        .With("txt", new MapShape<string, ValueList<string>>(NameScalars.Domain, new ListShape<string>(Text)), r => r.Txt,
            (r, v) => r with { Txt = v }, "Texts, as SPF, DKIM and the proof of a domain have them.")
        .With("mx", new MapShape<string, ValueList<MailServer>>(NameScalars.Domain, new ListShape<MailServer>(Mail, "host")), r => r.Mx,
            (r, v) => r with { Mx = v }, "Mail servers of a domain.")
        .With("srv", new MapShape<string, ValueList<ServiceHost>>(NameScalars.Domain, new ListShape<ServiceHost>(Service, "host")),
            r => r.Srv, (r, v) => r with { Srv = v }, "Hosts of a service, by _SERVICE._PROTOCOL and the domain.");

    public static readonly RecordShape<DnsConfig> Shape = new RecordShape<DnsConfig>(
            "DNS", "A forwarding resolver in the zones that have a policy to reach it.", () => new())
        .With("upstream", new ListShape<NameServer>(NameServer.Shape), d => d.Upstream, (d, v) => d with { Upstream = v },
            "Servers asked, tls://ADDRESS#NAME over TLS and only with a certificate of that name; without any, those that DHCP gave.")
        .WithValue("dnssec", Scalars.Switch, d => d.Dnssec, (d, v) => d with { Dnssec = v },
            "Signatures are checked (DNSSEC), and forged answers are not told; without upstream, from the root on, asking no provider.")
        .With("domains", new MapShape<string, ValueList<IPAddress>>(NameScalars.Domain, Addresses), d => d.Domains,
            (d, v) => d with { Domains = v },
            "Servers asked for a domain and all below it, a reverse zone (1.10.in-addr.arpa) among them; [] asks nobody.")
        .With("domain", NameScalars.Domain, d => d.Domain, (d, v) => d with { Domain = v }, "The local domain; names of leases live in it.")
        .With("hosts", new MapShape<string, IPAddress>(NameScalars.Hostname, NetworkScalars.Address), d => d.Hosts,
            (d, v) => d with { Hosts = v }, "Own names: host to address.")
        .With("aliases", new MapShape<string, string>(NameScalars.Hostname, NameScalars.Hostname), d => d.Aliases,
            (d, v) => d with { Aliases = v }, "Other names of own names (CNAME).")
        .With("wildcards", new MapShape<string, ValueList<IPAddress>>(NameScalars.Domain, Addresses), d => d.Wildcards,
            (d, v) => d with { Wildcards = v }, "Domains in which every name has these addresses, themselves too.")
        .With("records", Records, d => d.Records, (d, v) => d with { Records = v }, "Texts, mail servers and hosts of services.")
        .WithValue("rebind-protection", Scalars.Switch, d => d.RebindProtection, (d, v) => d with { RebindProtection = v },
            "Names of others that mean addresses inside are not told; true unless an upstream server has such an address itself.")
        .With("rebind-exceptions", DomainNames, d => d.RebindExceptions, (d, v) => d with { RebindExceptions = v },
            "Domains whose names may mean addresses inside; those of domains may anyway.")
        .WithValue("cache", Scalars.Number(0, MostNames, "names", "10000"), d => d.Cache, (d, v) => d with { Cache = v },
            "How many answers are kept; 0 is none.")
        .With("block", new ListShape<string>(List), d => d.Block, (d, v) => d with { Block = v },
            "Lists of domains (services lists) that do not exist for whoever asks.")
        .With("allow", DomainNames, d => d.Allow, (d, v) => d with { Allow = v },
            "Domains that are asked for, with all below them, whatever a list says.");

    private static ScalarShape<int> Number() => Scalars.Number(0, ushort.MaxValue, example: "10");

    private static string? CheckText(string text)
    {
        const int longest = 1000;
        if (text.Length is 0 or > longest)
            return $"is not 1 to {longest} characters long";
        return text.All(c => c is >= ' ' and <= '~' and not ('"' or '\\')) ? null : "has more than printable ASCII, or a \" or \\";
    }
}
