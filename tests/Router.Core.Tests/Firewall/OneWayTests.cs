using Router.Core.Tests.State;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Firewall;

public sealed class OneWayTests
{
    private const string Turn = "iifname \"eth1\" oifname \"eth1\" return";

    /// <summary>
    /// Only where a route leads back to another router, and the zone may pass to itself, are half flows left to the rules.
    /// </summary>
    [Theory]
    [InlineData("10.20.0.0/16: { via: 10.1.0.2 }", "policies: { lan -> lan: accept }", true)]
    [InlineData("10.20.0.0/16: { via: 10.1.0.2 }", "policies: { lan -> lan: [https] }", true)]
    [InlineData("10.20.0.0/16: { via: 10.1.0.2 }", "rules: [ { name: r, from: lan, to: lan, action: accept } ]", true)]
    [InlineData("0.0.0.0/0: { via: 10.1.0.2 }", "policies: { lan -> lan: accept }", true)]
    [InlineData("10.20.0.0/16: { via: 10.1.0.2 }", "policies: { lan -> wan: accept }", false)]
    [InlineData("10.20.0.0/16: { via: 10.1.0.2 }", "policies: { lan -> lan: drop }", false)]
    [InlineData("10.20.0.0/16: { via: 10.1.0.2 }", "policies: { lan -> lan: accept }, nat: { masquerade: [lan] }", false)]
    [InlineData("10.20.0.0/16: { via: 192.0.2.2 }", "policies: { lan -> lan: accept, wan -> wan: accept }", false)]
    [InlineData("10.20.0.0/16: { blackhole: true }", "policies: { lan -> lan: accept }", false)]
    public void Ruleset_LetsHalfFlowsTurnAround_WhereARouteLeadsBack(string route, string firewall, bool expected)
    {
        var text = Example.Desired(Example.Read(Document(route, firewall)), FakeKernel.WithPorts(3)).Ruleset.ToText();
        Assert.Equal(expected, text.Contains(Turn, StringComparison.Ordinal));
        Assert.Equal(expected ? 1 : 0, text.Split(" return\n").Length - 1);
        Assert.Contains($"ct state invalid {(expected ? "jump invalid" : "drop")}\n", text, StringComparison.Ordinal);
        Assert.Contains("ct state invalid drop\n", text, StringComparison.Ordinal); // To the router itself, always.
    }

    [Theory]
    [InlineData("10.20.0.0/16: { via: 10.1.0.2 }", "policies: { lan -> wan: accept }", true)]
    [InlineData("10.20.0.0/16: { via: 10.1.0.2 }", "policies: { lan -> lan: drop }", true)]
    [InlineData("10.20.0.0/16: { via: 10.1.0.2 }", "policies: { lan -> lan: accept }", false)]
    [InlineData("10.20.0.0/16: { via: 10.1.0.2 }", "rules: [ { name: r, from: lan, action: accept } ]", false)]
    [InlineData("0.0.0.0/0: { via: 10.1.0.2 }", "policies: { lan -> wan: accept }", false)]
    [InlineData("10.20.0.0/16: { via: 192.0.2.2 }", "policies: { lan -> wan: accept }", false)] // Two addresses: nobody else is there.
    [InlineData("10.20.0.0/16: { via: 10.1.0.2 }", "nat: { masquerade: [lan] }", false)]
    public void Advise_RouteBackIntoItsZone_WhereNothingMayPass(string route, string firewall, bool expected)
    {
        var advice = ConfigValidator.Check(System.Text.Encoding.UTF8.GetBytes(Document(route, firewall)), Surroundings.None).Advice
            .Where(a => a.Message.StartsWith("leads back", StringComparison.Ordinal)).ToList();
        Assert.Equal(expected ? ["routes 10.20.0.0/16"] : [], advice.Select(a => a.Path));
        Assert.All(advice, a => Assert.Equal("add lan -> lan to firewall policies", a.Hint));
    }

    /// <summary>However many routes there are: what is to be done about them is to be done once.</summary>
    [Theory]
    [InlineData(1, "leads back into zone lan, and")]
    [InlineData(2, "leads back into zone lan (so does another route), and")]
    [InlineData(300, "leads back into zone lan (so do 299 other routes), and")]
    public void Advise_ManyRoutesBackIntoAZone_SaysItOnce(int routes, string expected)
    {
        var all = string.Join(", ", Enumerable.Range(0, routes).Select(i => $"10.{20 + (i / 256)}.{i % 256}.0/24: {{ via: 10.1.0.2 }}"));
        var document = Document(all, "policies: { lan -> wan: accept }");
        var advice = Assert.Single(
            ConfigValidator.Check(System.Text.Encoding.UTF8.GetBytes(document), Surroundings.None).Advice,
            a => a.Message.StartsWith("leads back", StringComparison.Ordinal));
        Assert.Equal("routes 10.20.0.0/24", advice.Path);
        Assert.StartsWith(expected, advice.Message, StringComparison.Ordinal);
    }

    private static string Document(string route, string firewall) => $$"""
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/30] }
          lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24] }
        routes: { {{route}} }
        firewall: { {{firewall}} }

        """;
}
