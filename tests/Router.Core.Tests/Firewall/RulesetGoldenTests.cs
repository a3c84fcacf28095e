using System.Text;
using Router.Core.Rulesets;
using Router.Core.Tests.State;
using Router.Features.Configuration;
using Router.Testing;
using Router.Testing.Generated;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Firewall;

/// <summary>What the examples have not.</summary>
public sealed class RulesetGoldenTests
{
    /// <summary>A rule that an entry made names it, or what holds such entries.</summary>
    [Fact]
    public void Rules_OfEveryKindOfEntry_NameTheirPlaces()
    {
        var reading = ConfigReader.Read(Encoding.UTF8.GetBytes(EveryFirewallEntry.Document));
        var places = Example.Desired(reading.Config, FakeKernel.WithPorts(5)).Ruleset.Table.Objects.OfType<TableObject.Chain>()
            .SelectMany(chain => chain.Rules).Select(rule => rule.Path).OfType<IReadOnlyList<string>>()
            .DistinctBy(path => string.Join('/', path)).ToList();
        Assert.All(places, path => Assert.True(path is ["interfaces"] || reading.Document!.Has(path), string.Join(' ', path)));
        // The second of two that became one, and what can never match, make no rule.
        Assert.Equal(
            reading.Config.Firewall.Rules.Select(rule => rule.Name).Except(["b", "nobody"]).Order(),
            places.Where(path => path is ["firewall", "rules", _]).Select(path => path[2]).Order());
    }

    [Fact]
    public void Ruleset_OfEveryKindOfEntry_IsTheGolden() => Golden.Verify(
        "every-entry.nft", Example.Desired(Example.Read(EveryFirewallEntry.Document), FakeKernel.WithPorts(5)).Ruleset.ToText());
}
