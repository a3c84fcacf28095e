using Router.Core.State;
using Router.Core.Tests.State;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections.Services;

/// <summary>Signatures of names: who checks them, whom it asks, and that a wrong clock is no way into a dead end.</summary>
public sealed class DnssecTests
{
    private const string Base =
        "version: 1\nsystem: { ntp: [192.0.2.123, clock.example] }\ninterfaces:\n  wan: { device: eth0, zone: wan, dhcp: true }\n";

    [Fact]
    public void Unbound_WithServersInClear_ChecksWhatTheyAnswer()
    {
        var text = Unbound("dnssec: true, upstream: [9.9.9.9]");
        Assert.Contains("  module-config: \"validator iterator\"\n", text, StringComparison.Ordinal);
        Assert.Contains("  trust-anchor: \". IN DS 20326 8 2 ", text, StringComparison.Ordinal);
        Assert.Contains("  trust-anchor: \". IN DS 38696 8 2 ", text, StringComparison.Ordinal);
        Assert.EndsWith(
            "  domain-insecure: \"clock.example\"\nforward-zone:\n  name: \".\"\n  forward-addr: 9.9.9.9\n",
            text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("tls", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Unbound_WithServersOverTls_ChecksWhatTheyAnswer()
    {
        var text = Unbound("dnssec: true, upstream: [\"tls://9.9.9.9#dns.quad9.net\"]");
        Assert.Contains("  module-config: \"validator iterator\"\n", text, StringComparison.Ordinal);
        Assert.EndsWith(
            "  tls-cert-bundle: \"/etc/ssl/certs/ca-certificates.crt\"\nforward-zone:\n  name: \".\"\n  forward-tls-upstream: yes\n"
                + "  forward-addr: 9.9.9.9@853#dns.quad9.net\n",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Unbound_WithoutServers_AsksFromTheRootOnAndDnsmasqAsksNobodyElse()
    {
        Assert.DoesNotContain("forward-zone", Unbound("dnssec: true"), StringComparison.Ordinal);
        var dnsmasq = File("dnssec: true", "/etc/dnsmasq.conf")!;
        Assert.Contains("no-resolv\nserver=127.0.0.1#5335\n", dnsmasq, StringComparison.Ordinal);
        Assert.DoesNotContain("resolv-file", dnsmasq, StringComparison.Ordinal);
    }

    [Fact]
    public void Unbound_WithoutDnssec_IsAsBefore()
    {
        Assert.Null(File("upstream: [9.9.9.9]", "/etc/unbound/unbound.conf"));
        Assert.Contains(
            "  module-config: \"iterator\"\n  tls-cert-bundle: ",
            Unbound("upstream: [\"tls://9.9.9.9#dns.quad9.net\"]"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Dnssec_WithoutTime_IsAdvisedAgainst() => Assert.Contains(
        "services dns dnssec: signatures are good at their time only: a router whose clock has stopped finds no name that is signed "
            + "(add system ntp)",
        Checked.Advice(Checked.Document("dns: { dnssec: true }")),
        StringComparison.Ordinal);

    private static string Unbound(string dns) => File(dns, "/etc/unbound/unbound.conf")!;

    private static string? File(string dns, string path) =>
        Services(dns).SelectMany(service => service.Files).SingleOrDefault(file => file.Path == path)?.Content;

    private static IEnumerable<DesiredService> Services(string dns) =>
        Example.Desired(Example.Read($"{Base}services:\n  dns: {{ {dns} }}\n"), FakeKernel.WithPorts(1)).Services;
}
