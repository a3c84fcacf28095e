using System.Text;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

public class DocumentLeavesTests
{
    [Fact]
    public void In_Document_IsAValueEachWithItsPath()
    {
        const string text = """
            version: 2
            system:
              ntp: [a.example, b.example]
              users: { anna: { role: admin, password: !secret anna } }
            interfaces:
              wan: { device: eth0, zone: wan, ipv6: {} }
            firewall:
              policies: { "wan -> router": [ssh, icmp], lan -> wan: accept }
              rules:
                - { name: none of these, from: wan, action: drop }
            """;
        Assert.Equal(
            [
                new("version", "2"),
                new("system ntp a.example", "a.example"),
                new("system ntp b.example", "b.example"),
                new("system users anna role", "admin"),
                new("system users anna password", "!secret anna"),
                new("interfaces wan device", "eth0"),
                new("interfaces wan zone", "wan"),
                new("interfaces wan ipv6", ""),
                new("firewall policies \"wan -> router\" ssh", "ssh"),
                new("firewall policies \"wan -> router\" icmp", "icmp"),
                new("firewall policies \"lan -> wan\"", "accept"),
                new("firewall rules \"none of these\" from", "wan"),
                new("firewall rules \"none of these\" action", "drop"),
            ],
            In(text));
    }

    [Theory]
    [InlineData("system: { ntp: a.example }", "system: { ntp: [a.example] }")]
    [InlineData("services: { proxy: { cache: 1024KiB } }", "services:\n  proxy:\n    cache: 1MiB # small")]
    [InlineData("interfaces: { lan: { device: eth0 } }", "\"interfaces\":\n  lan: { \"device\": 'eth0' }")]
    public void In_TwoWaysToSayTheSame_AreTheSame(string one, string other) =>
        Assert.Equal(In($"version: 2\n{one}\n"), In($"version: 2\n{other}\n"));

    [Fact]
    public void In_KeysThatAreNotKnown_AreValuesToo() => Assert.Equal(
        [new("version", "3"), new("lamp colours red", "red"), new("lamp on 1 hour", "7"), new("lamp watts", "!secret w")],
        In("version: 3\nlamp: { colours: [red], on: [{ hour: 7 }], watts: !secret w }\n"));

    [Fact]
    public void In_WhatIsWithoutEffect_IsAnotherValueThanWhatHasOne()
    {
        var document = Read("version: 2\nsystem: { hostname: home }\ninterfaces: { lan: { device: eth0 } }\n");
        var without = document.Apply("deactivate", ["interfaces", "lan"]).Document!;
        Assert.Equal("(inactive) eth0", DocumentLeaves.In(without).Single(leaf => leaf.Path == "interfaces lan device").Value);
        Assert.Equal("home", DocumentLeaves.In(without).Single(leaf => leaf.Path == "system hostname").Value);
    }

    [Theory]
    [MemberData(nameof(Examples.Names), MemberType = typeof(Examples))]
    public void In_AnyExample_HasEachPathOnce(string name)
    {
        var leaves = In(Encoding.UTF8.GetString(Examples.Bytes(name)));
        Assert.NotEmpty(leaves);
        Assert.Equal(leaves.Count, leaves.Select(leaf => leaf.Path).Distinct().Count());
    }

    private static IReadOnlyList<DocumentLeaf> In(string text) => DocumentLeaves.In(Read(text));

    private static ConfigDocument Read(string text) => ConfigReader.Read(Encoding.UTF8.GetBytes(text)).Document!;
}
