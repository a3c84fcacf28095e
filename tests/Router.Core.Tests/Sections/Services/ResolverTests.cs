using Router.Core.Tests.State;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections.Services;

/// <summary>The resolver in full: what is refused with what fix, and what dnsmasq is told.</summary>
public sealed class ResolverTests
{
    private const string Policies = "{ lan -> wan: accept, lan -> router: [dns], router -> wan: accept }";

    [Theory]
    [InlineData(
        "domain: home.arpa, domains: { home.arpa: [9.9.9.9] }",
        "domains home.arpa: is the local domain, of which this router knows all names (another domain, or no services dns domain)")]
    [InlineData(
        "domains: { a.example: [192.168.1.1] }",
        "domains a.example 192.168.1.1: 192.168.1.1 is the router itself (name servers elsewhere)")]
    [InlineData(
        "domains: { a.example: [9.9.9.9], A.example: [9.9.9.9] }",
        "domains A.example: a.example is the same, capitals do not count (delete A.example)")]
    [InlineData(
        "hosts: { nas: 192.168.1.9 }, aliases: { nas: nas }",
        "aliases nas: has an address already (a name is an alias or has addresses: choose another)")]
    [InlineData(
        "hosts: { nas: 192.168.1.9 }, domain: home.arpa, aliases: { www: nas, www.home.arpa: nas }",
        "aliases www.home.arpa: is www to the resolver, which does not look at capitals and adds the domain (keep one of the two)")]
    [InlineData(
        "aliases: { a: b, b: a }",
        "aliases a: leads back to itself (an alias of a host)|services dns aliases b: leads back to itself (an alias of a host)")]
    [InlineData(
        "aliases: { a: www.elsewhere.example }",
        "aliases a: www.elsewhere.example is no name of this router's (an alias of a host in hosts or of a lease; other names are not asked for it)")]
    [InlineData("aliases: { \"12\": home }", "aliases 12: is a time to live to the resolver (write the name with its domain)")]
    [InlineData("wildcards: { apps.example: [] }", "wildcards apps.example: has no address (add one, or write services dns domains)")]
    [InlineData(
        "records: { srv: { ldap.example: [{ host: a.example, port: 389 }] } }",
        "records srv ldap.example: begins with no service and protocol (for example _ldap._tcp.example.net)")]
    [InlineData("records: { txt: { a.example: [] } }", "records txt a.example: has no record (add one, or delete it)")]
    [InlineData(
        "records: { txt: { a.example: 'say \"x\"' } }",
        "records txt a.example: 'say \"x\"' has more than printable ASCII, or a \" or \\ (for example v=spf1 mx -all)")]
    [InlineData("cache: 2000000", "cache: '2000000' is not a number from 0 to 1000000 (for example 10000)")]
    [InlineData(
        "upstream: [\"tls://9.9.9.9\"]",
        "upstream: 'tls://9.9.9.9' has no name behind # that the server's certificate is to have (for example tls://9.9.9.9#dns.quad9.net)")]
    [InlineData(
        "upstream: [\"tls://dns.quad9.net#dns.quad9.net\"]",
        "upstream: 'tls://dns.quad9.net#dns.quad9.net' has no address between tls:// and # (for example tls://9.9.9.9#dns.quad9.net)")]
    [InlineData(
        "upstream: [\"tls://9.9.9.9#dns.quad9.net\", 1.1.1.1]",
        "upstream 1.1.1.1: is asked in clear, where others are asked over TLS (write tls:// in front of it and #NAME behind it, or delete it)")]
    [InlineData("block: [ads]", "block ads: there is no list ads (there is no list yet)")]
    public void Dns_ThatCannotBe_IsRefusedWithTheFix(string dns, string expected) =>
        Assert.Equal($"services dns {expected}", Checked.Problems(Checked.Document($"dns: {{ {dns} }}")));

    [Theory]
    [InlineData(
        "lists: { ads: { url: \"ftp://x/y\" } }",
        "lists ads url: 'ftp://x/y' is no URL of http or https (for example https://lists.example/hosts.txt)")]
    [InlineData(
        "lists: { ads: { url: \"http://x/y\", every: 1m } }",
        "lists ads every: is more often than who keeps a list wants to be asked (at least 10m)")]
    [InlineData(
        "lists: { ads: { url: \"http://x/y\", largest: 1GiB } }",
        "lists ads largest: is not between 1KiB and 256MiB (a list of 200,000 domains has 5MB)")]
    [InlineData(
        "dynamic-dns: { home: { provider: dyndns2, user: a, password: !secret ben } }",
        "dynamic-dns home: is no name of the Internet (the whole name: home.example.net)|services dynamic-dns home: names no server that it is told (add server: members.dyndns.org, or another provider)")]
    [InlineData(
        "dynamic-dns: { a.example: { provider: cloudflare, password: !secret ben } }",
        "dynamic-dns a.example: cloudflare wants to know who asks (add user: the zone, example.net)")]
    [InlineData(
        "dynamic-dns: { a.example: { provider: duckdns, user: a, server: b.example, password: !secret ben } }",
        "dynamic-dns a.example user: duckdns knows its users by their tokens (leave it out; the token is the password)|services dynamic-dns a.example server: duckdns has servers of its own (leave it out, or write provider: dyndns2)")]
    [InlineData(
        "dynamic-dns: { a.example: { provider: noip, user: a, interface: wann, password: !secret ben } }",
        "dynamic-dns a.example interface: there is no interface wann (did you mean wan?)")]
    [InlineData("ntp: { zones: [nowhere] }", "ntp zones nowhere: there is no zone nowhere (there are wan, lan)")]
    public void Services_ThatCannotBe_AreRefusedWithTheFix(string services, string expected) =>
        Assert.Equal($"services {expected}", Checked.Problems(Checked.Document(services)));

    [Theory]
    [InlineData(
        "domain: home.arpa, aliases: { tv: telly }",
        "aliases tv: telly is no host that is known: it holds while one has a lease by that name (add it to hosts)")]
    [InlineData("allow: [a.example]", "allow: nothing is blocked that it would allow (add block)")]
    [InlineData(
        "rebind-protection: false, rebind-exceptions: [a.example]",
        "rebind-exceptions a.example: there is nothing that it would be an exception of (delete rebind-protection, or this)")]
    public void Dns_ThatIsProbablyNotMeant_IsTold(string dns, string expected) =>
        Assert.Equal($"services dns {expected}", Checked.Advice(Checked.Document($"dns: {{ {dns} }}", Policies)));

    [Theory]
    [InlineData("", true)]
    [InlineData("upstream: [9.9.9.9]", true)]
    [InlineData("upstream: [10.1.0.53]", false)]
    [InlineData("upstream: [9.9.9.9, \"fd00::53\"]", false)]
    [InlineData("upstream: [10.1.0.53], rebind-protection: true", true)]
    [InlineData("rebind-protection: false", false)]
    public void RebindProtection_WithoutAServerInside_IsOn(string dns, bool expected) =>
        Assert.Equal(expected, Text($"dns: {{ {dns} }}").Contains("\nstop-dns-rebind\n", StringComparison.Ordinal));

    [Fact]
    public void RebindProtection_OfARouterThatServesNobody_IsNotAsked() =>
        Assert.DoesNotContain("rebind", Text(""), StringComparison.Ordinal);

    [Fact]
    public void Resolver_InFull_IsWritten()
    {
        var text = Text(
            "dns: { upstream: [9.9.9.9], domain: home.arpa, hosts: { nas: 192.168.1.9 }, cache: 5000, block: [ads], rebind-exceptions: [fritz.box], "
            + "domains: { corp.example: [198.51.100.53, 198.51.100.54], 1.10.in-addr.arpa: [198.51.100.53], void.example: [] }, "
            + "aliases: { www: nas }, wildcards: { apps.example: [192.168.1.7, \"2001:db8:1::7\"] }, "
            + "records: { txt: { a.example: ['v=spf1 a, -all # x', y] }, mx: { a.example: [{ host: mail, preference: 20 }] }, "
            + "srv: { _ldap._tcp: [{ host: nas, port: 389, weight: 5 }] } } }, lists: { ads: { url: \"http://x.example/y\" } }");
        foreach (var line in (string[])
            [
                "cache-size=5000",
                "server=9.9.9.9", "server=/corp.example/198.51.100.53", "server=/corp.example/198.51.100.54",
                "server=/1.10.in-addr.arpa/198.51.100.53", "local=/void.example/",
                "cname=www,www.home.arpa,nas.home.arpa", "address=/apps.example/192.168.1.7", "address=/apps.example/2001:db8:1::7",
                "local=/apps.example/", "txt-record=a.example,\"v=spf1 a, -all # x\"", "txt-record=a.example,\"y\"",
                "mx-host=a.example,mail.home.arpa,20", "srv-host=_ldap._tcp.home.arpa,nas.home.arpa,389,0,5",
                "rebind-domain-ok=/fritz.box/", "rebind-domain-ok=/corp.example/", "servers-file=/run/router/blocked.conf",
            ])
            Assert.Contains($"\n{line}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ntp_ForZones_AnswersTheirNetworksAlone()
    {
        var text = File("ntp: { zones: [lan] }", "/etc/chrony/chrony.conf");
        Assert.Contains("allow 192.168.1.0/24\n", text, StringComparison.Ordinal);
        Assert.Contains("local stratum 10\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("port 0", text.Replace("cmdport 0", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\nport 0\n", File("", "/etc/chrony/chrony.conf"), StringComparison.Ordinal);
    }

    private static string Text(string services) => File(services, "/etc/dnsmasq.conf");

    private static string File(string services, string path)
    {
        var document = Checked.Document(services);
        Assert.Equal("", Checked.Problems(document));
        return Example.Desired(Example.Read(document), FakeKernel.WithPorts(3)).Services
            .SelectMany(s => s.Files).Single(f => f.Path == path).Content;
    }
}
