using Router.Core.Rulesets;

namespace Router.Core.Tests.Firewall;

public class RulesetDeltaTests
{
    private const string Before = """
        table inet router {
          set zone_lan {
            type ifname
            elements = { "a,b", "eth1" }
          }
          map ip_ports/wan {
            type inet_proto . inet_service : ipv4_addr . inet_service
            elements = { tcp . 80 : 10.0.0.1 . 80, tcp . 443 : 10.0.0.1 . 443 }
          }
          chain input {
            drop
          }
          chain fingerprint_0123456789abcdef { }
        }

        """;

    private const string Renamed =
        "delete chain inet router fingerprint_0123456789abcdef\nadd chain inet router fingerprint_fedcba9876543210\n";

    [Fact]
    public void Between_ElementReplaced_DeletesAndAddsIt() => Assert.Equal(
        Renamed
            + "delete element inet router ip_ports/wan { tcp . 443 : 10.0.0.1 . 443 }\nadd element inet router ip_ports/wan { tcp . 443 : 10.0.0.2 . 443 }\n",
        RulesetDelta.Between(Before, After("10.0.0.1 . 443", "10.0.0.2 . 443"))?.ToText());

    [Fact]
    public void Between_FirstElement_IsAdded() => Assert.Equal(
        Renamed + "add element inet router zone_lan { \"a,b\", \"eth1\" }\n",
        RulesetDelta.Between(Before.Replace("    elements = { \"a,b\", \"eth1\" }\n", "", StringComparison.Ordinal), After("", ""))
            ?.ToText());

    [Fact]
    public void Between_LastElementGone_IsDeleted() => Assert.Equal(
        Renamed + "delete element inet router zone_lan { \"a,b\", \"eth1\" }\n",
        RulesetDelta.Between(Before, After("    elements = { \"a,b\", \"eth1\" }\n", ""))?.ToText());

    [Theory]
    [InlineData("    drop", "    accept")]
    [InlineData("type ifname", "type ifname\n    flags interval")]
    [InlineData("set zone_lan", "set zone_dmz")]
    [InlineData("chain input", "chain output")]
    public void Between_MoreThanElements_IsNone(string was, string becomes) =>
        Assert.Null(RulesetDelta.Between(Before, After(was, becomes)));

    [Fact]
    public void Between_MostElements_IsNone()
    {
        var many = string.Join(", ", Enumerable.Range(0, 100).Select(i => $"tcp . {i} : 10.0.0.1 . {i}"));
        Assert.Null(RulesetDelta.Between(Before, After("tcp . 80 : 10.0.0.1 . 80", many)));
    }

    [Fact]
    public void Between_ListingOfTheKernel_IsNone() => Assert.Null(RulesetDelta.Between("table inet router {\n}\n", Before));

    private static string After(string was, string becomes)
    {
        var changed = was.Length == 0 ? Before : Before.Replace(was, becomes, StringComparison.Ordinal);
        Assert.True(was.Length == 0 || changed != Before);
        return changed.Replace("0123456789abcdef", "fedcba9876543210", StringComparison.Ordinal);
    }
}
