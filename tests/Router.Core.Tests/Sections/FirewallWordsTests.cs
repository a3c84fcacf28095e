using System.Text;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Core.Tests.Sections;

/// <summary>What rules, services and translations cannot be: each mistake has its path and what to do about it.</summary>
public sealed class FirewallWordsTests
{
    [Theory]
    [InlineData("services: { tv: [udp/1, tcp/5-6, icmp/echo-request, protocol/41, vrrp] }, rules: [{ name: a, service: \"@tv\" }]", "")]
    [InlineData(
        "services: { tv: udp/1 }, rules: [{ name: a, service: [\"@tw\", \"@tv\"] }]",
        "firewall rules a service @tw: there is no set of services @tw (did you mean @tv?)")]
    [InlineData(
        "services: { tv: udp/1, all: \"@tv\" }, rules: [{ name: a, service: [\"@tv\", \"@all\"] }]",
        "firewall services all @tv: a set of services cannot hold another (write the services of @tv here)")]
    [InlineData(
        "services: { tv: [] }, rules: [{ name: a, service: \"@tv\" }]",
        "firewall services tv: is a set of no services, which nothing could match (name some, or delete it)")]
    [InlineData(
        "rules: [{ name: a, service: icmp/echo }]",
        "firewall rules a service: 'icmp/echo' has no type behind the slash: echo-reply, destination-unreachable, redirect, echo-request, router-advertisement, router-solicitation, time-exceeded, parameter-problem, timestamp-request, timestamp-reply, or a number up to 255 (for example ssh)")]
    [InlineData(
        "rules: [{ name: a, service: protocol/256 }]",
        "firewall rules a service: 'protocol/256' has no number of a protocol from 1 to 255 behind the slash (for example ssh)")]
    [InlineData(
        "rules: [{ name: a, service: [ssh, gre], source-port: 1-1023 }]",
        "firewall rules a source-port: gre has no ports that it could come from (name services over TCP or UDP)")]
    [InlineData(
        "rules: [{ name: a, from: router, mac: \"52:54:00:12:34:56\" }]",
        "firewall rules a mac: what the router sends comes from no host's card (leave mac out)")]
    [InlineData("rules: [{ name: a, time: \"21:00-07:00\", days: [mon, sun] }]", "")]
    [InlineData(
        "rules: [{ name: a, time: \"7-9\" }]",
        "firewall rules a time: '7-9' is no time of day: HH:MM-HH:MM, from 00:00 to 24:00 (for example 21:00-07:00)")]
    [InlineData(
        "rules: [{ name: a, time: \"07:00-07:00\" }]",
        "firewall rules a time: '07:00-07:00' ends when it begins (for example 21:00-07:00)")]
    [InlineData(
        "rules: [{ name: a, days: monday }]", "firewall rules a days: 'monday' is no day (one of mon, tue, wed, thu, fri, sat, sun)")]
    [InlineData(
        "rules: [{ name: a, connections: 0 }]",
        "firewall rules a connections: '0' is not a number from 1 to 65535 (for example 20)")]
    [InlineData("rules: [{ name: a, destination: \"lan::80\" }]", "")]
    [InlineData(
        "rules: [{ name: a, destination: \"fe80::1%eth0\" }]",
        "firewall rules a destination: 'fe80::1%eth0' is not an address, prefix or range (for example 203.0.113.0/24)")]
    [InlineData(
        "rules: [{ name: a, destination: \"lam::80\" }]",
        "firewall rules a destination lam::80: there is no interface lam (did you mean lan?)")]
    [InlineData(
        "rules: [{ name: a, to: router, destination: \"lan::80\" }]",
        "firewall rules a destination: what is for the router leaves by no interface (to: router is enough, or name its address)")]
    [InlineData(
        "marks: [{ name: a, mark: 1, destination: \"lan::80\" }]",
        "firewall marks a destination: where a packet leaves is not known yet when it is marked (name the prefix, or a set)")]
    [InlineData(
        "rules: [{ name: a, log-limit: 1/day }]",
        "firewall rules a log-limit: nothing is written to the log (add log: true, or delete log-limit)")]
    [InlineData("nat: { masquerade: [wan], masquerade-options: { wan: { source: 10.1.0.0/16, ports: 1024-65535 } } }", "")]
    [InlineData(
        "nat: { masquerade-options: { wan: { random: true } } }",
        "firewall nat masquerade-options wan: the zone wan is not masqueraded (add wan to masquerade, or delete its options)")]
    [InlineData("nat: { masquerade: [wan], masquerade-options: { wan: { destination: 10.9.0.0/16, persistent: true } } }", "")]
    [InlineData(
        "nat: { masquerade: [wan], masquerade-options: { wan: { destination: \"fd00::/64\" } } }",
        "firewall nat masquerade-options wan destination fd00::/64: is of the other family than what is masqueraded, which is IPv4 (both are IPv4 or both IPv6)")]
    [InlineData(
        "nat: { masquerade: [wan], masquerade-options: { wan: { source: \"fd00::/64\" } } }",
        "firewall nat masquerade-options wan source fd00::/64: is of the other family than what is masqueraded, which is IPv4 (both are IPv4 or both IPv6)")]
    [InlineData(
        "nat: { forwards: { a: { from: wan, source: 192.0.2.9, service: tcp/1, to: 10.1.0.9 }, b: { from: wan, service: tcp/1, to: 10.1.0.8 } } }",
        "")]
    [InlineData(
        "nat: { forwards: { a: { from: wan, source: \"@office\", service: tcp/1, to: 10.1.0.9 } } }",
        "firewall nat forwards a source @office: there is no address set @office (there is no address set yet)")]
    [InlineData("nat: { prefixes: { a: { zone: wan, inner: \"fd00:1::/64\", outer: \"2001:db8:7::/64\" } } }", "")]
    [InlineData(
        "nat: { prefixes: { a: { zone: wan, inner: \"fd00:1::/64\", outer: \"2001:db8:7::/56\" } } }",
        "firewall nat prefixes a outer: 2001:db8:7::/56 is not as long as fd00:1::/64 (hosts keep their number: make both of one length)")]
    [InlineData(
        "nat: { prefixes: { a: { zone: wan, inner: 10.0.0.0/24, outer: 10.9.0.0/24 } } }",
        "firewall nat prefixes a inner: 10.0.0.0/24 is no prefix of IPv6 (IPv4 has source and one-to-one for this, host by host)|firewall nat prefixes a outer: 10.9.0.0/24 is no prefix of IPv6 (IPv4 has source and one-to-one for this, host by host)")]
    [InlineData("mss: { wan: 1440 }", "")]
    [InlineData("mss: { wam: 1440 }", "firewall mss wam: there is no zone wam (did you mean wan?)")]
    public void Check_OfAFirewall_NamesPathAndFix(string firewall, string problems)
    {
        var document = $$"""
            version: 1
            interfaces:
              wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] }
              lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24] }
            firewall: { {{firewall}} }
            """;
        var found = ConfigValidator.Check(Encoding.UTF8.GetBytes(document), Surroundings.None).Problems;
        Assert.Equal(problems, string.Join('|', found.Select(problem => $"{problem.Path}: {problem.Message} ({problem.Hint})")));
    }

    [Fact]
    public void Check_OfTypesInARoutingRule_IsRefused()
    {
        var found = ConfigValidator.Check(
            "version: 1\nrouting: { rules: [{ name: a, service: icmp/8, table: main }] }\n"u8.ToArray(), Surroundings.None).Problems;
        Assert.Equal("routing rules a service icmp/8", Assert.Single(found).Path);
    }
}
