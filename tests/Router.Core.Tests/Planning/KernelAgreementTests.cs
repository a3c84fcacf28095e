using Router.Core.Planning;
using Router.Core.Plans;
using Router.Core.State;
using Router.Core.Tests.State;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Planning;

/// <summary>Where the kernel has rules of its own about what can be there together, and in which order.</summary>
public class KernelAgreementTests
{
    private const string Wan = "wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24, \"2001:db8:1::1/64\"]";

    [Theory]
    [InlineData("v1: { vlan: 5, on: wan, zone: lan }", "v2: { vlan: 5, on: wan, zone: lan }")]
    [InlineData(
        "v1: { vlan: 5, on: wan, zone: lan }\n  v2: { vlan: 6, on: wan, zone: lan }",
        "v1: { vlan: 6, on: wan, zone: lan }\n  v2: { vlan: 5, on: wan, zone: lan }")]
    [InlineData("x1: { vxlan: { id: 5, remote: 192.0.2.9 }, zone: lan }", "x2: { vxlan: { id: 5, remote: 192.0.2.9 }, zone: lan }")]
    [InlineData("g1: { gre: { remote: 192.0.2.9 }, zone: lan }", "g2: { gre: { remote: 192.0.2.9 }, zone: lan }")]
    [InlineData(
        "w1: { wireguard: { private-key: !secret tunnel, port: 51820 }, zone: lan }",
        "w2: { wireguard: { private-key: !secret tunnel, port: 51820 }, zone: lan }")]
    [InlineData(
        "w1: { wireguard: { private-key: !secret tunnel, port: 4789 }, zone: lan }",
        "x1: { vxlan: { id: 5, remote: 192.0.2.9 }, zone: lan }")]
    [InlineData(
        "v1: { vlan: 5, on: wan, zone: lan, addresses: [10.6.0.1/30] }\n  v9: { vlan: 9, on: v1, zone: lan, addresses: [10.7.0.1/30] }",
        "v2: { vlan: 5, on: wan, zone: lan, addresses: [10.6.0.1/30] }\n  v9: { vlan: 9, on: v2, zone: lan, addresses: [10.7.0.1/30] }")]
    public Task Apply_LinkWithAnotherName_IsThere(string before, string after) => ThereAndBackAsync(Links(before), Links(after));

    [Theory]
    [InlineData("{ name: r, source: 10.0.0.0/8, table: t }", "{ name: r, table: t }")]
    [InlineData("{ name: r, source: 10.0.0.0/8, from: wan, table: t }", "{ name: r, from: wan, table: t }")]
    [InlineData("{ name: r, source: 10.0.0.0/8, table: t }", "{ name: r, source: 0.0.0.0/0, table: t }")]
    [InlineData("{ name: r, source: \"::/0\", table: t }", "{ name: r, source: 0.0.0.0/0, table: t }")]
    public Task Apply_RuleWithoutWhatItHad_IsThere(string before, string after) => ThereAndBackAsync(Rules(before), Rules(after));

    [Theory]
    [InlineData(
        "lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24, \"2001:db8:2::1/64\"] }",
        "lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24], mtu: 1000 }",
        "\"2001:db8:5::/48\": { via: \"2001:db8:2::9\" }",
        "10.9.0.0/16: { via: 10.1.0.9 }")]
    [InlineData(
        "lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24] }",
        "lan: { device: eth1, zone: lan, addresses: [\"2001:db8:2::1/64\"] }",
        "10.9.0.0/16: { interface: lan }",
        "10.9.0.0/16: { interface: lan }")]
    [InlineData(
        "lan: { device: eth1, zone: lan, addresses: [10.1.0.2/24] }",
        "lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24] }",
        "10.9.0.0/16: { via: 10.1.0.9 }",
        "10.9.0.0/16: { via: 10.1.0.2 }")]
    [InlineData(
        "lan: { device: eth1, zone: lan, addresses: [\"2001:db8:2::1/64\"] }",
        "lan: { device: eth1, zone: lan, addresses: [\"2001:db8:2::1/64\"] }",
        "\"2001:db8:5::/48\": { via: \"2001:db8:2::9\" }",
        "\"2001:db8:5::/48\": { interface: lan }")]
    public Task Apply_AddressesSizesAndRoutes_InTheOrderThatTheKernelNeeds(
        string before, string after, string routesBefore, string routesAfter) =>
        ThereAndBackAsync(
            $"version: 1\ninterfaces:\n  {before}\nroutes: {{ {routesBefore} }}\n",
            $"version: 1\ninterfaces:\n  {after}\nroutes: {{ {routesAfter} }}\n");

    [Fact]
    public async Task Plan_GatewayOfALease_IsNoStepAndIsNamed()
    {
        var kernel = FakeKernel.WithPorts(2);
        var config = Example.Read(
            "version: 1\ninterfaces:\n  wan: { device: eth0, zone: wan, dhcp: true }\nroutes: { 10.0.0.0/8: { via: 100.64.0.1, interface: wan } }\n");
        var desired = Example.Desired(config, kernel).NetworkOnly();
        var outline = Planner.Outline(desired, await kernel.ReadAsync(desired, TestContext.Current.CancellationToken));
        Assert.Equal(
            "route 10.0.0.0/8 via 100.64.0.1 dev eth0 waits: eth0 has no address on the network of 100.64.0.1 yet",
            $"{Assert.Single(outline.Waiting)}");
        Assert.DoesNotContain(outline.Steps, step => step is Change.AddRoute);

        await ApplyAsync(kernel, desired);
        Assert.Empty(DueRoutes.Of(desired, kernel.State, outline.Waiting, new HashSet<int>()));
        var lease = kernel.State.Links["eth0"] with { DynamicAddresses = [new(System.Net.IPAddress.Parse("100.64.0.7"), 24)] };
        kernel.State = kernel.State with { Links = kernel.State.Links.With("eth0", lease) };
        Assert.Equal(desired.Routes, DueRoutes.Of(desired, kernel.State, outline.Waiting, new HashSet<int>()));
    }

    /// <summary>One that somebody took away is drift, and not due; one whose link was down is due.</summary>
    [Fact]
    public async Task Due_RouteThatSomebodyTookAway_IsNotDue()
    {
        var kernel = FakeKernel.WithPorts(2);
        var desired = Example.Desired(
            Example.Read(
                "version: 1\ninterfaces:\n  wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] }\nroutes: { 10.0.0.0/8: { via: 192.0.2.9 } }\n"),
            kernel)
            .NetworkOnly();
        await ApplyAsync(kernel, desired);
        kernel.State = kernel.State with { Routes = [] };
        Assert.Empty(DueRoutes.Of(desired, kernel.State, [], new HashSet<int>()));
        Assert.Single(DueRoutes.Of(desired, kernel.State, [], new HashSet<int> { kernel.State.Links["eth0"].Index }));
    }

    private static string Links(string links) => $"version: 1\ninterfaces:\n  {Wan} }}\n  {links}\n";

    private static string Rules(string rules) =>
        $"version: 1\ninterfaces:\n  {Wan} }}\nrouting: {{ tables: {{ t: {{ id: 102 }} }}, rules: [ {rules} ] }}\n";

    private static async Task ThereAndBackAsync(string before, string after)
    {
        var kernel = FakeKernel.WithPorts(3);
        foreach (var document in (string[])[before, after, before])
        {
            var desired = Example.Desired(Example.Read(document), kernel).NetworkOnly();
            var steps = Planner.Plan(desired, await kernel.ReadAsync(desired, default)).Count;
            for (var step = 0; step < steps; step++)
            {
                var was = Essence.Of(kernel.State);
                kernel.FailAt = step;
                var failed = Assert.IsType<TransactionResult.Failed>(
                    await new Transaction(kernel, kernel).RunAsync(desired, false, null, default));
                Assert.Empty(failed.NotUndone);
                Assert.Equal(was, Essence.Of(kernel.State));
            }
            await ApplyAsync(kernel, desired);
        }
    }

    private static async Task ApplyAsync(FakeKernel kernel, DesiredState desired)
    {
        var result = await new Transaction(kernel, kernel).RunAsync(desired, false, null, default);
        Assert.True(result is TransactionResult.Applied or TransactionResult.Unchanged, $"{(result as TransactionResult.Failed)?.Reason}");
        Assert.Empty(Planner.Plan(desired, await kernel.ReadAsync(desired, default)));
    }
}
