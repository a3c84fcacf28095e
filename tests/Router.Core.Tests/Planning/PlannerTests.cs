using Router.Core.Planning;
using Router.Core.Plans;
using Router.Core.Tests.State;
using Router.Features.Configuration;
using Router.Testing;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Planning;

public class PlannerTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plan_OnAnEmptyDevice_LoadsTheFirewallBeforeAnythingElse()
    {
        var kernel = FakeKernel.WithPorts(3);
        var desired = Example.Desired(Example.File("home.yaml"), kernel);
        Assert.IsType<Change.ReplaceFirewall>(Planner.Plan(desired, await kernel.ReadAsync(desired, Stopping))[0]);
    }

    [Fact]
    public async Task Plan_ShareIsAdded_TheFileServerHasItsFolderBeforeItHearsOfIt()
    {
        var kernel = FakeKernel.WithPorts(3);
        await new Transaction(kernel, kernel).RunAsync(Example.Desired(Example.File("home.yaml"), kernel), dryRun: false, null, Stopping);
        var document = File.ReadAllText(Path.Combine(Golden.Root(), "configs", "examples", "home.yaml"));
        var more = Example.Desired(
            Example.Read(document.Replace(
                "      media: {", "      music: { path: music, read: [guest-nas] }\n      media: {", StringComparison.Ordinal)),
            kernel);
        var refresh = Assert.Single(Planner.Plan(more, await kernel.ReadAsync(more, Stopping)).OfType<Change.RefreshService>());
        Assert.Contains("/data/files/music", refresh.Directories.Select(d => d.Path));
    }

    [Fact]
    public async Task Plan_AnotherAddressOfTheNetwork_AddsBeforeItRemoves() => Assert.Equal(
        "+ address 10.1.0.2/24 on eth1\n- address 10.1.0.1/24 on eth1\n",
        await Steps("lan: { device: eth1, addresses: [10.1.0.1/24] }", "lan: { device: eth1, addresses: [10.1.0.2/24] }"));

    [Fact]
    public async Task Plan_IPv6AddressWithAnotherPrefixLength_RemovesFirstSinceTheKernelHasItOnce() => Assert.Equal(
        "- address 2001:db8::1/64 on eth1\n+ address 2001:db8::1/48 on eth1\n",
        await Steps("lan: { device: eth1, addresses: [\"2001:db8::1/64\"] }", "lan: { device: eth1, addresses: [\"2001:db8::1/48\"] }"));

    [Fact]
    public async Task Plan_RouteWhoseNetworkMovesIntoABridge_FollowsToTheBridge() => Assert.Equal(
        "+ bridge lan\n~ link lan mtu 1500 -> 1400\n+ address 10.1.0.1/24 on lan\n~ link lan up\n"
        + "~ link eth1 mtu 1500 -> 1400\n~ link eth1 joins lan\n"
        + "+ route 10.9.0.0/16 via 10.1.0.9 dev lan\n- route 10.9.0.0/16 via 10.1.0.9 dev eth1\n- address 10.1.0.1/24 on eth1\n",
        await Steps(
            "lan: { device: eth1, addresses: [10.1.0.1/24], mtu: 1500 }",
            "lan: { bridge: [eth1], addresses: [10.1.0.1/24], mtu: 1400 }",
            "routes: { 10.9.0.0/16: { via: 10.1.0.9 } }"));

    [Fact]
    public async Task Plan_RouteByAnotherGateway_AddsBeforeItRemoves() => Assert.Equal(
        "+ route 10.9.0.0/16 via 10.1.0.8 dev eth1\n- route 10.9.0.0/16 via 10.1.0.9 dev eth1\n",
        await Steps(
            "lan: { device: eth1, addresses: [10.1.0.1/24] }\nroutes: { 10.9.0.0/16: { via: 10.1.0.9 } }",
            "lan: { device: eth1, addresses: [10.1.0.1/24] }\nroutes: { 10.9.0.0/16: { via: 10.1.0.8 } }"));

    [Fact]
    public async Task Plan_InterfaceDisabled_TakesItsRoutesAwayBeforeItGoesDown() => Assert.Equal(
        "- route 10.9.0.0/16 via 10.1.0.9 dev eth1\n~ link eth1 down\n",
        await Steps(
            "lan: { device: eth1, addresses: [10.1.0.1/24] }",
            "lan: { device: eth1, addresses: [10.1.0.1/24], enabled: false }",
            "routes: { 10.9.0.0/16: { via: 10.1.0.9 } }"));

    [Fact]
    public async Task Plan_BridgeNoLongerNamed_LeavesNothingBehind() => Assert.Equal(
        "- address 10.1.0.1/24 on lan\n~ link eth1 leaves lan\n~ link lan down\n- bridge lan\n",
        await Steps("lan: { bridge: [eth1], addresses: [10.1.0.1/24] }", "up: { device: eth2 }", skip: "~ link eth2 up\n"));

    [Fact]
    public async Task Plan_AddressOfSomebodyElseOnALinkNotNamed_StaysThere()
    {
        var kernel = FakeKernel.WithPorts(2);
        var foreign = kernel.State.Links["eth1"] with { Addresses = [new(System.Net.IPAddress.Parse("10.7.0.1"), 24)] };
        kernel = new FakeKernel(kernel.State with { Links = kernel.State.Links.With("eth1", foreign) });
        var desired = Example.Desired(Document("up: { device: eth0 }"), kernel);
        Assert.DoesNotContain(Planner.Plan(desired, await kernel.ReadAsync(desired, Stopping)), c => c is Change.RemoveAddress);
    }

    /// <summary>What changes links and routes on the way from one document to another.</summary>
    private static async Task<string> Steps(string before, string after, string rest = "", string skip = "")
    {
        var kernel = FakeKernel.WithPorts(3);
        await new Transaction(kernel, kernel).RunAsync(Example.Desired(Document(before, rest), kernel), false, null, Stopping);
        var result = await new Transaction(kernel, kernel).RunAsync(Example.Desired(Document(after, rest), kernel), false, null, Stopping);
        var applied = Assert.IsType<TransactionResult.Applied>(result);
        var network = applied.Plan.Where(
            c => c is not (Change.ReplaceFirewall or Change.WriteFile or Change.RefreshService or Change.SetSysctl));
        return PlanText.Render(network).Replace(skip.Length == 0 ? "\0" : skip, "", StringComparison.Ordinal);
    }

    private static RouterConfig Document(string link, string rest = "") => Example.Read($"version: 1\ninterfaces:\n  {link}\n{rest}\n");
}
