using System.Net;
using System.Security.Cryptography;
using System.Text;
using Router.Core.Rulesets;
using Router.Core.State;
using Router.Core.Tests.State;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.Firewall;
using Router.Features.Firewall.Build;
using Router.Features.Firewall.Sets;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Firewall;

public class RulesetTests
{
    private const int Many = 10_000;

    private const string Base =
        "version: 1\ninterfaces:\n  wan: { device: eth0, zone: wan }\n  lan: { device: eth1, zone: lan, addresses: [192.168.1.1/24] }\n";

    [Fact]
    public void Fingerprint_OfARuleset_IsTheHashOfTheTextWithoutItsLine()
    {
        var ruleset = Build(Example.Read(Base));
        var rest = string.Concat(
            ruleset.ToText().Split('\n')
                .Where(l => !l.Contains("fingerprint_", StringComparison.Ordinal)).SkipLast(1).Select(l => $"{l}\n"));
        Assert.Equal(ruleset.Fingerprint, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rest)))[..16]);
        Assert.Contains($"  chain fingerprint_{ruleset.Fingerprint} {{ }}\n", ruleset.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ruleset_OfTenThousandForwards_HasAsManyRulesAsOfOne()
    {
        var one = Build(Forwards(1));
        var many = Build(Forwards(Many));
        Assert.Equal(Rules(one), Rules(many));
        Assert.Equal(Many, Occurrences(many.ToText(), " : 10."));
    }

    [Fact]
    public void Ruleset_OfTenThousandAddressesInASet_HasAsManyRulesAsOfOne()
    {
        var many = Build(Set(Many));
        Assert.Equal(Rules(Build(Set(1))), Rules(many));
        Assert.Equal(Many, Occurrences(many.ToText(), "10.0."));
    }

    [Fact]
    public void Set_OfNeighbouringAddresses_HoldsTheirRange()
    {
        var config = Example.Read(
            $"{Base}firewall: {{ sets: {{ s: [10.0.0.7, 10.0.0.4/31, 10.0.0.6, 10.0.0.0/30, 10.0.1.0-10.0.1.9, 10.0.1.5] }} }}\n");
        Assert.Contains("elements = { 10.0.0.0/29, 10.0.1.0-10.0.1.9 }", Build(config).ToText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("source")]
    [InlineData("destination")]
    [InlineData("service")]
    public void Ruleset_OfNeighbouringRulesThatDifferInOneThing_HasOneRule(string dimension)
    {
        var rules = Enumerable.Range(0, Many).Select(i => new RuleConfig
        {
            Name = $"r{i}",
            From = "wan",
            To = "lan",
            Source = dimension == "source" ? [new(null, Range(i))] : [],
            Destination = dimension == "destination" ? [new(null, Range(i))] : [],
            Service =
                [new("s", [new(TransportProtocol.Tcp, dimension == "service" ? new((ushort)(i + 1), (ushort)(i + 2)) : new(22, 22))])],
        });
        var ruleset = Build(Example.Read(Base) with { Firewall = new FirewallConfig { Rules = [.. rules] } });
        Assert.Equal(1, Occurrences(ruleset.ToText(), "comment "));
        if (dimension == "service")
            Assert.Contains("{ tcp . 1-10001 }", ruleset.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ruleset_OfRulesWithAnotherBetween_KeepsTheirOrder()
    {
        var rules = new[] { ("a", FirewallAction.Accept), ("b", FirewallAction.Drop), ("c", FirewallAction.Accept) }
            .Select(
                (r, i) => new RuleConfig { Name = r.Item1, From = "wan", To = "lan", Source = [new(null, Range(i))], Action = r.Item2 });
        var text = Build(Example.Read(Base) with { Firewall = new FirewallConfig { Rules = [.. rules] } }).ToText();
        var places = new[] { "comment \"a\"", "comment \"b\"", "comment \"c\"" }
            .Select(c => text.IndexOf(c, StringComparison.Ordinal))
            .ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void Ruleset_OfACountedRule_GoesOnFromWhatWasCounted()
    {
        var rule = new RuleConfig { Name = "it's \"x\"", From = "wan", To = "lan", Count = true };
        var ruleset = Build(Example.Read(Base) with { Firewall = new FirewallConfig { Rules = [rule, rule with { Name = "y" }] } });
        var text = ruleset.ToText();
        Assert.Equal(2, Occurrences(text, " { packets 0 bytes 0 }\n"));
        Assert.Contains($"counter name \"{RuleCounters.NameOf(rule)}\" accept", text, StringComparison.Ordinal);
        var continued = ruleset.WithCounters(
            counter => counter.Name == RuleCounters.NameOf(rule) ? counter with { Packets = 7, Bytes = 420 } : counter);
        Assert.Equal(
            text.Replace(
                $"{RuleCounters.NameOf(rule)} {{ packets 0 bytes 0 }}",
                $"{RuleCounters.NameOf(rule)} {{ packets 7 bytes 420 }}",
                StringComparison.Ordinal),
            continued.ToText());
        Assert.Equal(ruleset, continued);
    }

    [Fact]
    public void Ruleset_OfALimitForEachSource_HasASetAFamilyThatTheKernelFills()
    {
        var rule =
            new RuleConfig { Name = "x", From = "wan", To = "router", Limit = new(10, RateUnit.Minute), LimitPer = LimitScope.Source };
        var text = Build(Example.Read(Base) with
        {
            Firewall = new FirewallConfig { Rules = [rule, rule with { Name = "four", Source = [new(null, Range(1))] }] }
        }).ToText();
        Assert.Equal(1, Occurrences(text, "update @rule_1/4 { ip saddr limit rate 10/minute burst 10 packets } counter accept"));
        Assert.Equal(1, Occurrences(text, "update @rule_1/6 { ip6 saddr limit rate 10/minute burst 10 packets } counter accept"));
        Assert.Equal(1, Occurrences(text, "update @rule_2/4 "));
        Assert.Equal(0, Occurrences(text, "update @rule_2/6 "));
    }

    [Fact]
    public void Ruleset_OfALimitedRuleThatNeedsSeveralMatches_SharesOneLimit()
    {
        var rule = new RuleConfig
        {
            Name = "x",
            From = "wan",
            To = "lan",
            Source = [new("a", null), new("b", null)],
            Limit = new(10, RateUnit.Minute),
            Log = true
        };
        var sets = new Dictionary<string, AddressSet>
        {
            ["a"] = new() { Addresses = [Range(1), Six] },
            ["b"] = new() { Addresses = [Range(2), Six] }
        }
            .ToValueMap();
        var text = Build(Example.Read(Base) with { Firewall = new FirewallConfig { Sets = sets, Rules = [rule] } }).ToText();
        Assert.Equal(1, Occurrences(text, "limit rule_1 {"));
        Assert.Equal(4, Occurrences(text, "limit name \"rule_1\" counter log prefix \"router x: \" accept"));
    }

    [Fact]
    public void Ruleset_OfSetsWithOneEntryOrNone_ComparesOrLeavesOut()
    {
        var rules = new[] { "plain", "saddr @set4_none x" }.Select(name => new RuleConfig
        {
            Name = name,
            From = "wan",
            To = "lan",
            Source = [new(name == "plain" ? "none" : "some", null)],
            Count = name != "plain"
        });
        var sets = new Dictionary<string, AddressSet> { ["none"] = AddressSet.Empty, ["some"] = new() { Addresses = [Range(1)] } }
            .ToValueMap();
        var text = Build(Example.Read(Base) with { Firewall = new FirewallConfig { Sets = sets, Rules = [.. rules] } }).ToText();
        // A rule's name may look like a rule.
        Assert.Equal(1, Occurrences(text, "comment "));
        Assert.Equal(1, Occurrences(text, "accept comment \"saddr @set4_none x\"\n"));
        Assert.Equal(1, Occurrences(text, "iifname \"eth0\" oifname \"eth1\" ip saddr @set4_some counter name "));
        Assert.Equal(0, Occurrences(text, "iifname @zone_lan"));
        Assert.Equal(0, Occurrences(text, "@masqueraded"));
    }

    [Fact]
    public void Ruleset_OfZonesWhoseNamesJoinAlike_KeepsTheirPoliciesApart()
    {
        var config = Example.Read(
            "version: 1\ninterfaces:\n  x: { device: eth0, zone: a_b }\n  y: { device: eth1, zone: c }\n  z: { device: eth2, zone: a }\n  w: { bridge: [], zone: b_c }\nfirewall:\n  policies:\n    a_b -> c: [ssh]\n    a -> b_c: [http]\n");
        var text = Build(config).ToText();
        Assert.Contains("chain policy_a_b/c {", text, StringComparison.Ordinal);
        Assert.Contains("chain policy_a/b_c {", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ruleset_OfALongName_CutsItsCommentByBytes()
    {
        var rule = new RuleConfig { Name = string.Concat(Enumerable.Repeat("\U0001F98A", 60)), From = "wan", Log = true };
        var text = Build(Example.Read(Base) with { Firewall = new FirewallConfig { Rules = [rule] } }).ToText();
        var comment = text.Split("comment \"")[1].Split('"')[0];
        Assert.Equal(128, Encoding.UTF8.GetByteCount(comment));
    }

    [Fact]
    public void Build_OfTenThousandForwards_AllocatesLessThanAKilobyteEach()
    {
        var config = Forwards(Many);
        Build(Forwards(1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Build(config);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Many, 0, 1024);
    }

    private static Ruleset Build(RouterConfig config)
    {
        var problems = new List<Problem>();
        var topology = Topology.Resolve(config, Example.Context(FakeKernel.WithPorts(3).State), problems);
        Assert.Empty(problems);
        return RulesetBuilder.Build(config, topology, FeatureList.All.Listeners(config));
    }

    private static RouterConfig Set(int count) => Example.Read(Base) with
    {
        Firewall = new FirewallConfig
        {
            Sets = new Dictionary<string, AddressSet>
            {
                ["s"] = new() { Addresses = [.. Enumerable.Range(0, count).Select(i => Range(i * 2))] }
            }
                .ToValueMap(),
        },
    };

    private static RouterConfig Forwards(int count) => Example.Read(Base) with
    {
        Firewall = new FirewallConfig
        {
            Nat = new NatConfig
            {
                Masquerade = ["wan"],
                Forwards = Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"f{i}", new ForwardConfig
                {
                    From = "wan",
                    Service = [new("s", [new(TransportProtocol.Tcp, new((ushort)(i + 1), (ushort)(i + 1)))])],
                    To = Range(i).First,
                })).ToValueMap(),
            },
        },
    };

    private static readonly AddressRange Six = new(System.Net.IPAddress.Parse("2001:db8::1"), System.Net.IPAddress.Parse("2001:db8::1"));

    private static AddressRange Range(int i) =>
        new(new IPAddress([10, 0, (byte)(i >> 8), (byte)i]), new IPAddress([10, 0, (byte)(i >> 8), (byte)i]));

    private static int Rules(Ruleset ruleset) => ruleset.ToText()
        .Split('\n')
        .Count(l => l.StartsWith("    ", StringComparison.Ordinal) && !l.Contains("elements", StringComparison.Ordinal));

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
