using Router.Core.Rulesets;
using Router.Documents;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Core.Tests.Firewall;

public class RulesetDeltaTests
{
    private static readonly Set Links = new("zone_lan", "ifname") { Elements = Elements.Of(["\"a,b\"", "\"eth1\""]) };

    private static readonly Set Ports = new("ip_ports/wan", "inet_proto . inet_service", "ipv4_addr . inet_service")
    {
        Elements = Elements.Of(["tcp . 80 : 10.0.0.1 . 80", "tcp . 443 : 10.0.0.1 . 443"]),
    };

    private static readonly Chain Input = new("input", null, [Rule.Of(Verdict.Drop)]);

    [Fact]
    public void Between_ElementReplaced_DeletesAndAddsIt() => Assert.Equal(
        "delete element inet router ip_ports/wan { tcp . 443 : 10.0.0.1 . 443 }\nadd element inet router ip_ports/wan { tcp . 443 : 10.0.0.2 . 443 }\n",
        Delta([Links, Ports, Input], [Links, With(Ports, "tcp . 80 : 10.0.0.1 . 80", "tcp . 443 : 10.0.0.2 . 443"), Input]));

    [Fact]
    public void Between_ElementsInAnotherOrder_ChangesNone() => Assert.Equal(
        "", Delta([Links, Ports], [Links, With(Ports, "tcp . 443 : 10.0.0.1 . 443", "tcp . 80 : 10.0.0.1 . 80")]));

    [Fact]
    public void Between_ElementBetweenOthers_IsAddedAlone() => Assert.Equal(
        "add element inet router zone_lan { \"c\" }\n", Delta([Links], [With(Links, "\"a,b\"", "\"c\"", "\"eth1\"")]));

    [Fact]
    public void Between_FirstElement_IsAdded() => Assert.Equal(
        "add element inet router zone_lan { \"a,b\", \"eth1\" }\n", Delta([With(Links), Ports, Input], [Links, Ports, Input]));

    [Fact]
    public void Between_LastElementGone_IsDeleted() => Assert.Equal(
        "delete element inet router zone_lan { \"a,b\", \"eth1\" }\n", Delta([Links, Ports, Input], [With(Links), Ports, Input]));

    public static TheoryData<string> MoreThanElements() => ["rule", "interval", "name", "chain", "type", "one more"];

    [Theory]
    [MemberData(nameof(MoreThanElements))]
    public void Between_MoreThanElements_IsNone(string what) => Assert.Null(Delta([Links, Ports, Input], what switch
    {
        "rule" => [Links, Ports, Input with { Rules = [Rule.Of(Verdict.Accept)] }],
        "interval" => [With(Links, "\"eth1\"") with { IsInterval = true }, Ports, Input],
        "name" => [Links with { Name = "zone_dmz" }, Ports, Input],
        "chain" => [Links, Ports, Input with { Name = "output" }],
        "type" => [Links, Ports with { Data = "ipv4_addr" }, Input],
        _ => [Links, Ports, Input, Links with { Name = "more" }],
    }));

    [Fact]
    public void Between_MostElements_IsNone() => Assert.Null(
        Delta([Ports], [With(Ports, [.. Enumerable.Range(0, 100).Select(i => $"tcp . {i} : 10.0.0.1 . {i}")])]));

    [Fact]
    public void Between_RulesOfOtherPlaces_ChangesNone() =>
        Assert.Equal("", Delta([Input], [Input with { Rules = [Rule.Of(Verdict.Drop) with { Path = ["firewall", "rules", "x"] }] }]));

    private static Set With(Set set, params string[] elements) => set with { Elements = Elements.Of(elements) };

    /// <summary>What leads from one to the other, behind the exchange of the fingerprints.</summary>
    private static string? Delta(ValueList<TableObject> before, ValueList<TableObject> after)
    {
        var (old, next) = (Ruleset.Of(new Table("router", before)), Ruleset.Of(new Table("router", after)));
        var text = RulesetDelta.Between(old, next)?.ToText();
        var head = $"delete chain inet router fingerprint_{old.Fingerprint}\nadd chain inet router fingerprint_{next.Fingerprint}\n";
        Assert.StartsWith(text is null ? "" : head, text ?? "", StringComparison.Ordinal);
        return text?[head.Length..];
    }
}
