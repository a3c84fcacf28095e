using System.Text;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

/// <summary>What people write who come from ufw, firewalld, docker, netplan or VyOS: each message names the way out.</summary>
public class AdviceTests
{
    [Theory]
    [InlineData("443/tcp", "the protocol comes first, a list goes in brackets: tcp/443")]
    [InlineData("8000:8100/tcp", "the protocol comes first, a list goes in brackets: tcp/8000-8100")]
    [InlineData("tcp/8000:8100", "the protocol comes first, a list goes in brackets: tcp/8000-8100")]
    [InlineData("80,443/tcp", "the protocol comes first, a list goes in brackets: [tcp/80, tcp/443]")]
    [InlineData("tcp:443", "the protocol comes first, a list goes in brackets: tcp/443")]
    [InlineData("UDP/53", "the protocol comes first, a list goes in brackets: udp/53")]
    [InlineData("8080", "with its protocol: tcp/8080 or udp/8080")]
    [InlineData("https/tcp", "the name alone: https")]
    [InlineData("any", "leave service out of a rule: what is not given matches everything; a policy for all services is accept")]
    [InlineData("sctp/5000", "protocol/132: ports are told apart of tcp and udp alone")]
    [InlineData("htps", "did you mean https?")]
    public void Service_AsOthersWriteIt_IsAnsweredWithOurs(string service, string hint)
    {
        Assert.Equal(hint, Hint($"firewall: {{ rules: [{{ name: a, service: \"{service}\" }}] }}"));
        Assert.Equal(hint, Hint($"firewall: {{ policies: {{ lan -> wan: [\"{service}\"] }} }}"));
    }

    [Theory]
    [InlineData("deny", "drop drops it silently, reject answers with an error")]
    [InlineData("allow", "accept")]
    [InlineData("permit", "accept")]
    [InlineData("masquerade", "accept here; addresses are translated by firewall nat")]
    public void Action_AsOthersCallIt_IsAnsweredWithOurs(string action, string hint)
    {
        Assert.Equal(hint, Hint($"firewall: {{ rules: [{{ name: a, action: {action} }}] }}"));
        Assert.Equal(hint, Hint($"firewall: {{ policies: {{ lan -> wan: {action} }} }}"));
    }

    [Theory]
    [InlineData("443/tcp")]
    [InlineData("any")]
    public void Policy_OfAServiceAlone_IsAnsweredLikeAList(string service) =>
        Assert.Equal(
            Hint($"firewall: {{ policies: {{ lan -> wan: [{service}] }} }}"),
            Hint($"firewall: {{ policies: {{ lan -> wan: {service} }} }}"));

    [Theory]
    [InlineData("routes: { default: { via: 192.0.2.1 } }", "the default route is 0.0.0.0/0, of IPv6 ::/0")]
    [InlineData("routes: { 10.0.0.0/255.0.0.0: { via: 192.0.2.1 } }", "with the length in place of the mask: 10.0.0.0/8")]
    [InlineData("routes: { 10.0.0.7: { via: 192.0.2.1 } }", "one host is 10.0.0.7/32")]
    [InlineData("routes: { 10.0.0.0/8: { via: 192.0.2.1/24 } }", "without the length: 192.0.2.1")]
    [InlineData("routes: { 10.0.0.0/8: { gateway: 192.0.2.1 } }", "here it is via")]
    [InlineData("interfaces: { lan: { addresses: [192.0.2.1] } }", "with the length of its network, such as 192.0.2.1/24")]
    [InlineData("interfaces: { lan: { addresses: [dhcp] } }", "dhcp: true, beside it and not in it")]
    [InlineData("interfaces: { lan: { address: 192.0.2.1/24 } }", "here it is addresses")]
    [InlineData(
        "interfaces: { lan: { disabled: true } }",
        "!inactive in front of a part takes its effect (deactivate PATH in the console); without it the part has effect")]
    [InlineData("firewall: { rules: [{ name: a, source: any }] }", "leave it out: what is not given matches everything")]
    [InlineData("firewall: { rules: [{ name: a, src: lan }] }", "here it is source")]
    [InlineData("firewall: { rules: [{ name: a, dport: 22 }] }", "here it is service")]
    [InlineData(
        "firewall: { nat: { forwards: { x: { from: wan, service: http, to: \"192.0.2.5:8080\" } } } }",
        "the address alone is 192.0.2.5; its port, 8080, goes into a key of its own (to-port)")]
    [InlineData(
        "firewall: { nat: { forwards: { x: { from: wan, service: http, to: \"[2001:db8::5]:8080\" } } } }",
        "the address alone is 2001:db8::5; its port, 8080, goes into a key of its own (to-port)")]
    public void Place_AsOthersWriteIt_IsAnsweredWithOurs(string text, string hint) => Assert.Equal(hint, Hint(text));

    [Theory]
    [InlineData("policies: { any -> wan: accept }", "a policy for each pair, or a rule without from or to; there are lan, wan")]
    [InlineData("rules: [{ name: a, from: any, action: drop }]", "leave it out: what is not given matches everything")]
    [InlineData("nat: { masquerade: [all] }", "name each zone; there are lan, wan")]
    [InlineData("rules: [{ name: a, to: self, action: drop }]", "router is the device itself")]
    public void Zone_OfAllOrTheDevice_IsAnsweredWithOurs(string firewall, string hint)
    {
        var text =
            $"version: 1\ninterfaces: {{ wan: {{ device: eth0, zone: wan, dhcp: true }}, lan: {{ device: eth1, zone: lan }} }}\nfirewall: {{ {firewall} }}\n";
        Assert.Equal(
            [hint], ConfigValidator.Check(ConfigReader.Read(Encoding.UTF8.GetBytes(text)), Surroundings.None).Problems.Select(p => p.Hint));
    }

    private static string? Hint(string text) =>
        Assert.Single(ConfigReader.Read(Encoding.UTF8.GetBytes($"version: 1\n{text}\n")).Problems).Hint;
}
