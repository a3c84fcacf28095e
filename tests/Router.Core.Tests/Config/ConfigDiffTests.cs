using System.Text;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

public sealed class ConfigDiffTests
{
    private const string Before =
        """
        version: 1
        system:
          users:
            nas: { role: files, password: !secret old }
        interfaces:
          wan: { device: eth0, zone: wan, dhcp: true }
          lan: { bridge: [eth1, eth2], zone: lan }
        firewall:
          policies:
            lan -> wan: accept
          rules:
            - { name: one, from: wan }
            - { name: two, from: lan }
            - { name: three }
        services:
          ssh: { zones: [lan] }

        """;

    [Theory]
    [InlineData("zone: wan,", "zone: outside,", "set interfaces wan zone outside")]
    [InlineData(", dhcp: true", "", "delete interfaces wan dhcp")]
    [InlineData("!secret old", "!secret new", "set system users nas password !secret new")]
    [InlineData("[eth1, eth2]", "[eth1, eth3]", "delete interfaces lan bridge eth2|set interfaces lan bridge eth3")]
    [InlineData("[eth1, eth2]", "[eth2, eth1]", "set interfaces lan bridge [eth2, eth1]")]
    [InlineData("[eth1, eth2]", "[]", "set interfaces lan bridge []")]
    [InlineData(
        "lan -> wan: accept",
        "lan -> wan: [http, dns]",
        "set firewall policies \"lan -> wan\" http|set firewall policies \"lan -> wan\" dns")]
    [InlineData("    - { name: two, from: lan }\n", "", "delete firewall rules two")]
    [InlineData(
        "    - { name: one, from: wan }\n    - { name: two, from: lan }\n",
        "    - { name: two, from: lan }\n    - { name: one, from: wan }\n",
        "insert firewall rules two first")]
    [InlineData(
        "    - { name: three }\n",
        "    - { name: a b, action: drop }\n    - { name: three }\n",
        "insert firewall rules \"a b\" after two|set firewall rules \"a b\" action drop")]
    [InlineData("  ssh: { zones: [lan] }\n", "", "delete services ssh")]
    [InlineData("  ssh: { zones: [lan] }\n", "  ssh: { zones: lan } # the same\n  dns:\n", "set services dns")]
    [InlineData("dhcp: true }", "dhcp: true } # a comment only", "")]
    public void Commands_OneChange_LeadFromOneToTheOther(string old, string now, string expected)
    {
        var before = Read(Before);
        var after = Read(Before.Replace(old, now, StringComparison.Ordinal));

        Assert.Equal(expected, string.Join('|', ConfigDiff.Commands(before, after)));
    }

    [Fact]
    public void Unified_OneChange_ShowsItWithThreeLinesAround()
    {
        var lines = ConfigDiff.Unified(
            Read(Before), Read(Before.Replace("lan -> wan: accept", "lan -> wan: drop", StringComparison.Ordinal)));

        Assert.Equal(
            [
                "...",
                "   lan: { bridge: [eth1, eth2], zone: lan }",
                " firewall:",
                "   policies:",
                "-    lan -> wan: accept",
                "+    lan -> wan: drop",
                "   rules:",
                "     - { name: one, from: wan }",
                "     - { name: two, from: lan }",
            ],
            lines);
    }

    [Fact]
    public void Unified_SameText_IsEmpty() => Assert.Empty(ConfigDiff.Unified(Read(Before), Read(Before)));

    private static ConfigDocument Read(string text) => ConfigReader.Read(Encoding.UTF8.GetBytes(text)).Document!;
}
