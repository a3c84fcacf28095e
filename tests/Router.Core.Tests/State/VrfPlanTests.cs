using Router.Core.Planning;
using Router.Core.Plans;
using Router.Core.State.Links;
using Router.Testing.Kernel;

namespace Router.Core.Tests.State;

/// <summary>VRFs, their members and routes, and links of meshes over IPv6, from nothing and from one document to another.</summary>
public sealed class VrfPlanTests
{
    private const string Document = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] }
          red-lan: { device: eth1, zone: red, vrf: red, addresses: [10.0.0.1/24] }
          blue-lan: { device: eth2, zone: blue, vrf: blue, addresses: [10.0.0.1/24] }
        mesh:
          branches: { underlay: wan, vrf: red, address: 10.255.0.7/24, key: 100, ipsec: none, hubs: [192.0.2.9] }
        routing:
          vrfs:
            red: { id: 11, routes: { 10.9.0.0/16: { via: 10.0.0.254 }, 10.8.0.0/16: { via: 10.255.0.1 } } }
            blue: { id: 12, routes: { 10.9.0.0/16: { via: 10.0.0.254 } } }
        """;

    [Fact]
    public void Plan_OfVrfs_MakesThemFirstAndRoutesByTheMember()
    {
        var kernel = FakeKernel.WithPorts(3);
        var lines = Lines(Document, kernel);
        Assert.True(lines.IndexOf("+ vrf red table 11") < lines.IndexOf("~ link eth1 joins red"));
        Assert.Contains("~ link branches joins red", lines);
        Assert.Contains("+ route 10.9.0.0/16 via 10.0.0.254 dev eth1 table 11", lines);
        Assert.Contains("+ route 10.9.0.0/16 via 10.0.0.254 dev eth2 table 12", lines);
        Assert.Contains("+ route 10.8.0.0/16 via 10.255.0.1 dev branches metric 200 table 11", lines);
    }

    [Fact]
    public async Task Plan_MemberOfAnotherVrf_LosesItsRoutesFirst()
    {
        var kernel = FakeKernel.WithPorts(3);
        await ApplyAsync(Document, kernel);
        var moved = Document.Replace("vrf: red, addresses: [10.0.0.1/24]", "vrf: green, addresses: [10.0.0.1/24]", StringComparison.Ordinal)
            .Replace(
                "red: { id: 11, routes: { 10.9.0.0/16: { via: 10.0.0.254 }, 10.8.0.0/16",
                "green: { id: 13, routes: { 10.9.0.0/16: { via: 10.0.0.254 } } }\n    red: { id: 11, routes: { 10.8.0.0/16",
                StringComparison.Ordinal);
        var lines = Lines(moved, kernel);
        Assert.True(lines.IndexOf("- route 10.9.0.0/16 via 10.0.0.254 dev eth1 table 11") < lines.IndexOf("~ link eth1 joins green"));
        Assert.True(lines.IndexOf("~ link eth1 joins green") < lines.IndexOf("+ route 10.9.0.0/16 via 10.0.0.254 dev eth1 table 13"));
    }

    [Fact]
    public async Task Plan_DocumentWithoutVrfs_LetsMembersGoBeforeTheVrf()
    {
        var kernel = FakeKernel.WithPorts(3);
        await ApplyAsync(Document, kernel);
        var lines = Lines(
            "version: 1\ninterfaces:\n  wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] }\n  lan: { device: eth1, zone: lan, addresses: [10.0.0.1/24] }\n",
            kernel);
        Assert.True(lines.IndexOf("~ link eth1 leaves red") < lines.IndexOf("- vrf red table 11"));
        Assert.True(lines.IndexOf("~ link eth2 leaves blue") < lines.IndexOf("- vrf blue table 12"));
    }

    [Fact]
    public void Build_MeshOverIPv6_HasALinkForTheHeaders()
    {
        var desired = Example.Desired(
            Example.Read(
                "version: 1\ninterfaces:\n  wan: { device: eth0, zone: wan, addresses: [\"2001:db8::1/64\"] }\nmesh:\n  branches: { underlay: wan, transport: ipv6, address: 10.255.0.7/24, key: 100, ipsec: none }\n"),
            FakeKernel.WithPorts(1));
        Assert.Equal(new TunnelHeaderLink(), desired.Links["mesh-ipv6"].Settings);
        Assert.Equal("ip6gre from any key 100 ttl 64 on eth0", $"{desired.Links["branches"].Settings}");
    }

    private static List<string> Lines(string yaml, FakeKernel kernel) =>
        [.. PlanText.Render(Planner.Plan(Example.Desired(Example.Read(yaml), kernel), kernel.State))
            .Split('\n')
            .Select(line => line.Trim())];

    private static async Task ApplyAsync(string yaml, FakeKernel kernel)
    {
        foreach (var change in Planner.Plan(Example.Desired(Example.Read(yaml), kernel), kernel.State))
            await kernel.ApplyAsync(change, TestContext.Current.CancellationToken);
        Assert.Empty(Planner.Plan(Example.Desired(Example.Read(yaml), kernel), kernel.State));
    }
}
