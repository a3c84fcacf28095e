namespace Router.Core.Tests.Sections.Services;

/// <summary>Services that nobody reaches are told, with the line to add; a policy or rule that lets somebody ends the advice.</summary>
public sealed class ReachTests
{
    private const string Dhcp = "dhcp: { lan: { range: 192.168.1.100-192.168.1.199 } }, dns: { upstream: [9.9.9.9] }";

    [Theory]
    [InlineData(
        "{ lan -> wan: accept, lan -> router: [ping] }",
        "services dhcp lan: zone lan may not ask it, so nobody gets a lease (at firewall policies write lan -> router: [ping, dhcp, dns])|services dns: no zone may ask it but the router itself (at firewall policies write lan -> router: [ping, dns])")]
    [InlineData(
        "{ lan -> wan: accept }",
        "services dhcp lan: zone lan may not ask it, so nobody gets a lease (at firewall policies write lan -> router: [dhcp, dns])|services dns: no zone may ask it but the router itself (at firewall policies write lan -> router: [dns])")]
    [InlineData(
        "{ lan -> wan: accept, lan -> router: drop }",
        "services dhcp lan: zone lan may not ask it, so nobody gets a lease (at firewall policies write lan -> router: [dhcp, dns])|services dns: no zone may ask it but the router itself (at firewall policies write lan -> router: [dns])")]
    [InlineData(
        "{ lan -> wan: accept, lan -> router: [dhcp] }",
        "services dhcp lan: hosts are told to ask this router for names, and zone lan may not (at firewall policies write lan -> router: [dhcp, dns])|services dns: no zone may ask it but the router itself (at firewall policies write lan -> router: [dhcp, dns])")]
    [InlineData(
        "{ lan -> wan: accept, lan -> router: accept, router -> lan: [ping] }",
        "services dhcp lan: the router may not answer zone lan, so nobody gets a lease (at firewall policies write router -> lan: [ping, dhcp-client])")]
    [InlineData(
        "{ lan -> wan: accept, lan -> router: accept, router -> wan: [http] }",
        "services dns: the router may not ask servers in zone wan (at firewall policies write router -> wan: [http, dns])")]
    [InlineData("{ lan -> wan: accept, lan -> router: [dhcp, dns], router -> wan: [dns] }", "")]
    [InlineData("{ lan -> wan: accept, lan -> router: accept }", "")]
    public void Leases_ByPolicies_AreReachedOrTold(string policies, string expected) =>
        Assert.Equal(expected, Checked.Advice(Checked.Document(Dhcp, policies)));

    [Theory]
    [InlineData("{ name: a, from: lan, to: router, service: [dhcp, dns], action: accept }", "")]
    [InlineData("{ name: a, to: router, action: accept }", "")]
    [InlineData(
        "{ name: a, from: lan, to: router, source: 192.168.1.0/24, action: accept }",
        "services dhcp lan: zone lan may not ask it, so nobody gets a lease (at firewall policies write lan -> router: [dhcp, dns])")]
    [InlineData(
        "{ name: a, from: lan, to: router, service: udp, action: drop }, { name: b, from: lan, to: router, action: accept }",
        "services dhcp lan: zone lan may not ask it, so nobody gets a lease (at firewall policies write lan -> router: [dhcp, dns])|services dns: no zone may ask it but the router itself (at firewall policies write lan -> router: [dns])")]
    [InlineData(
        "{ name: a, from: lan, to: router, limit: 5/second, action: drop }, { name: b, from: lan, to: router, action: accept }", "")]
    public void Leases_ByRules_AreReachedOrTold(string rules, string expected) => Assert.Equal(
        expected,
        Checked.Advice(
            Checked.Document(Dhcp, "{ lan -> wan: accept }").Replace("  nat:", $"  rules: [{rules}]\n  nat:", StringComparison.Ordinal)));

    [Theory]
    [InlineData(
        "router-advertisements: { lan: {} }",
        "{ lan -> router: [ping] }",
        "services router-advertisements lan: hosts are told to ask this router for names, and zone lan may not (at firewall policies write lan -> router: [ping, dns])")]
    [InlineData(
        "router-advertisements: { lan: {} }",
        "{ lan -> router: accept, router -> lan: [dns] }",
        "services router-advertisements lan: the router may not send them to zone lan (at firewall policies write router -> lan: [dns, icmp])")]
    [InlineData(
        "proxy: { zones: [wan] }",
        Checked.Policies,
        "services proxy: no interface of its zones has a fixed address, so no network may use it (add allow: the networks that may)")]
    [InlineData("proxy: { zones: [wan], allow: [10.0.0.0/8] }", Checked.Policies, "")]
    public void Service_ThatNobodyCanUse_IsTold(string services, string policies, string expected) =>
        Assert.Equal(expected, Checked.Advice(Checked.Document(services, policies)));

    [Fact]
    public void Ntp_ThatMayNotBeAsked_IsTold() => Assert.Equal(
        "system ntp: the router may not ask servers in zone wan (at firewall policies write router -> wan: [dns, ntp])",
        Checked.Advice(Checked.Document("", "{ router -> wan: [dns] }")
            .Replace("  users:", "  ntp: [pool.ntp.org]\n  users:", StringComparison.Ordinal)));

    [Theory]
    [InlineData(
        "two: { device: eth2, zone: two, enabled: false, addresses: [10.9.0.1/24] }",
        "services ssh: no interface of zone two is enabled (enable one, or leave the zone out)")]
    [InlineData("two: { device: eth2, zone: two, addresses: [10.9.0.1/24] }", "")]
    public void Zone_WithoutEnabledInterfaces_IsTold(string line, string expected) =>
        Assert.Equal(expected, Checked.Advice(Checked.Document("ssh: { zones: [two] }", interfaces: $"  {line}\n")));

    [Theory]
    [InlineData(
        Checked.Policies,
        "interfaces wg wireguard: no zone may reach UDP port 51820, so nobody who calls is heard (at firewall policies write wan -> router: [udp/51820])")]
    [InlineData("{ wan -> router: [wireguard] }", "")]
    public void WireGuard_WhosePeersCall_IsReachedOrTold(string policies, string expected)
    {
        const string peer = "public-key: xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=, allowed: [10.8.0.2/32]";
        var line =
            $"  wg: {{ wireguard: {{ private-key: !secret wg, port: 51820, peers: {{ anna: {{ {peer} }} }} }}, zone: vpn, addresses: [10.8.0.1/24] }}\n";
        Assert.Equal(
            expected,
            Checked.Advice(
                Checked.Document("", policies.Replace("lan -> router: accept, ", "", StringComparison.Ordinal), interfaces: line)));
    }
}
