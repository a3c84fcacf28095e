using System.Net;
using Router.Core.Planning;
using Router.Core.Plans;
using Router.Core.State.Links;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections.Tunnels;

/// <summary>What tunnels mean as links, addresses and routes, and how they follow the address that they leave with.</summary>
public sealed class TunnelTests
{
    private static readonly IPAddress Remote = IPAddress.Parse("192.0.2.9");

    private const string SixRd =
        "six: { 6rd: { prefix: \"2001:db8::/32\", ipv4-shared: 8, relay: 192.0.2.254, underlay: wan }, zone: wan }\n"
        + "inside: { device: eth2, zone: lan, delegated: { from: six, subnet: 3 } }";

    private const string DsLite = "four: { dslite: { aftr: aftr.isp.example, underlay: wan }, zone: wan }";

    [Theory]
    [InlineData("t: { ipip: { remote: 192.0.2.9, underlay: wan }, zone: wan }", "ipip t from 198.51.100.7 to 192.0.2.9 ttl 64", 1480)]
    [InlineData("t: { 6in4: { remote: 192.0.2.9, underlay: wan }, zone: wan }", "sit t from 198.51.100.7 to 192.0.2.9 ttl 64", 1480)]
    [InlineData("t: { 6in4: { remote: 192.0.2.9, ttl: 0 }, zone: wan }", "sit t from any to 192.0.2.9", null)]
    [InlineData(
        "t: { gretap: { remote: 192.0.2.9, underlay: wan, key: 7 }, zone: lan }",
        "gretap t from 198.51.100.7 to 192.0.2.9 key 7 ttl 64", 1458)]
    [InlineData(
        "t: { gretap: { remote: \"2001:db8:9::9\", underlay: wan }, zone: lan }",
        "ip6gretap t from 2001:db8:f::7 to 2001:db8:9::9 ttl 64", 1442)]
    [InlineData(
        "t: { dslite: { aftr: \"2001:db8:9::9\", underlay: wan }, zone: wan }",
        "ip6tnl t from 2001:db8:f::7 to 2001:db8:9::9 ttl 64", 1460)]
    [InlineData(
        "t: { l2tp: { remote: 192.0.2.9, underlay: wan, tunnel-id: 7, session-id: 8, peer-session-id: 9, cookie: 01020304 }, zone: lan }",
        "l2tp t from 198.51.100.7 to 192.0.2.9 tunnel 7:7 session 8:9", 1458)]
    [InlineData(
        "t: { l2tp: { remote: 192.0.2.9, underlay: wan, tunnel-id: 7, session-id: 8, port: 1701, peer-cookie: 01020304 }, zone: lan }",
        "l2tp t from 198.51.100.7 to 192.0.2.9 tunnel 7:7 session 8:8 port 1701:1701", 1442)]
    public void Build_Tunnel_IsALinkWithTheUnderlaysAddressAndSize(string line, string link, int? mtu)
    {
        var state = TunnelDocuments.Build(
            TunnelDocuments.Of(line), TunnelDocuments.Kernel("198.51.100.7/24", "2001:db8:f::7/64", "fd00::7/64"));
        Assert.Equal($"+ {link}", PlanText.Line(new Change.CreateLink("t", state.Links["t"].Settings!)));
        Assert.Equal(mtu, state.Links["t"].Mtu);
        Assert.Empty(state.Waiting);
    }

    [Fact]
    public void Build_OverALineBySession_IsAsLargeAsThatLeavesIt()
    {
        const string line = "fibre: { vlan: 7, on: lan }\n"
            + "isp: { pppoe: { user: me, password: !secret isp }, on: fibre, zone: wan }\n"
            + "t: { ipip: { remote: 192.0.2.9, underlay: isp }, zone: wan }";
        var state = TunnelDocuments.Build(TunnelDocuments.Of(line), TunnelDocuments.Kernel());
        Assert.Equal(1472, state.Links["t"].Mtu);
        Assert.Equal(new IpipLink(null, Remote, 64, null), state.Links["t"].Settings);
    }

    [Theory]
    [InlineData(
        "ipip: { remote: 192.0.2.9, underlay: wan }",
        "~ ipip t from 198.51.100.7 to 192.0.2.9 ttl 64 -> from 203.0.113.5 to 192.0.2.9 ttl 64")]
    [InlineData(
        "6in4: { remote: 192.0.2.9, underlay: wan }",
        "~ sit t from 198.51.100.7 to 192.0.2.9 ttl 64 -> from 203.0.113.5 to 192.0.2.9 ttl 64")]
    [InlineData(
        "gretap: { remote: 192.0.2.9, underlay: wan }",
        "~ gretap t from 198.51.100.7 to 192.0.2.9 ttl 64 -> from 203.0.113.5 to 192.0.2.9 ttl 64")]
    public async Task Plan_UnderlayHasAnotherAddress_ChangesTheTunnelAsItStands(string tunnel, string step)
    {
        var document = TunnelDocuments.Of(
            $"t: {{ {tunnel}, zone: wan, addresses: [10.9.0.1/30] }}", "routes: { 10.20.0.0/16: { via: 10.9.0.2 } }\n");
        var kernel = TunnelDocuments.Kernel("198.51.100.7/24");
        await ApplyAsync(document, kernel);
        Move(kernel, "198.51.100.7/24", "203.0.113.5/24");
        Assert.Equal([step], NetworkSteps(document, kernel));
    }

    /// <summary>The kernel binds a socket to the address: it has to be there first, and what stands on the link comes behind it.</summary>
    [Fact]
    public void Plan_L2tp_IsMadeBehindTheAddressThatItLeavesWith()
    {
        const string lines = "over: { vlan: 5, on: t, zone: lan }\n"
            + "t: { l2tp: { remote: 192.0.2.9, local: 10.1.0.1, tunnel-id: 7, session-id: 8 } }\n"
            + "br: { bridge: [t], zone: lan }";
        var kernel = TunnelDocuments.Kernel();
        var steps = Planner.Plan(TunnelDocuments.Build(TunnelDocuments.Of(lines), kernel), kernel.State).Select(PlanText.Line).ToList();
        int[] places =
        [
            steps.IndexOf("+ address 10.1.0.1/24 on eth1"), steps.FindIndex(s => s.StartsWith("+ l2tp t", StringComparison.Ordinal)),
            steps.IndexOf("~ link t joins br"), steps.FindIndex(s => s.StartsWith("+ vlan over", StringComparison.Ordinal)),
        ];
        Assert.Equal(places.Order(), places);
        Assert.All(places, place => Assert.True(place >= 0, string.Join('\n', steps)));
    }

    [Fact]
    public async Task Plan_LineOfA6rdHasAnotherAddress_MovesThePrefixInside()
    {
        var document = TunnelDocuments.Of(SixRd);
        var kernel = TunnelDocuments.Kernel("198.51.100.7/24");
        var before = TunnelDocuments.Build(document, kernel);
        Assert.Equal(
            ["2001:db8:3364:703::1/64"], before.Links["eth2"].Addresses.Select(a => $"{a}"));
        Assert.Equal(["::198.51.100.7/96"], before.Links["six"].Addresses.Select(a => $"{a}"));
        Assert.Equal(
            ["route 2001:db8:3364:700::/56 unreachable", "route 2001:db8::/32 dev six", "route ::/0 via ::192.0.2.254 dev six"],
            before.Routes.Select(PlanText.Subject).Order(StringComparer.Ordinal));
        await ApplyAsync(document, kernel);
        Move(kernel, "198.51.100.7/24", "198.51.100.8/24");
        var steps = NetworkSteps(document, kernel);
        Assert.Contains("+ address 2001:db8:3364:803::1/64 on eth2", steps);
        Assert.Contains("- address 2001:db8:3364:703::1/64 on eth2", steps);
        Assert.DoesNotContain(steps, step => step.StartsWith("- sit", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_6rdWithoutAnAddress_Waits()
    {
        var state = TunnelDocuments.Build(TunnelDocuments.Of(SixRd), TunnelDocuments.Kernel());
        Assert.Equal(
            ["link six waits: wan has no IPv4 address yet", "route ::/0 via ::192.0.2.254 dev six waits: six is not there"],
            state.Waiting.Select(w => $"{w}"));
        Assert.DoesNotContain("six", state.Links.Keys);
        Assert.Empty(state.Links["eth2"].Addresses);
    }

    [Fact]
    public void Build_DsLiteByName_WaitsUntilTheNameIsKnownAndBringsAddressAndRoute()
    {
        var kernel = TunnelDocuments.Kernel("2001:db8:f::7/64");
        Assert.Equal(
            "link four waits: nobody knows the IPv6 address of aftr.isp.example yet",
            $"{TunnelDocuments.Build(TunnelDocuments.Of(DsLite), kernel).Waiting[0]}");
        var state = TunnelDocuments.Build(
            TunnelDocuments.Of(DsLite), kernel, name => name == "aftr.isp.example" ? IPAddress.Parse("2001:db8:9::9") : null);
        Assert.Equal(["192.0.0.2/29"], state.Links["four"].Addresses.Select(a => $"{a}"));
        Assert.Equal(["route 0.0.0.0/0 dev four"], state.Routes.Select(PlanText.Subject));
        Assert.Empty(state.Waiting);
    }

    [Theory]
    [InlineData("routes: { 0.0.0.0/0: { via: 10.1.0.9 } }\n", "route 0.0.0.0/0 via 10.1.0.9 dev eth1")]
    [InlineData("", "route 0.0.0.0/0 dev four")]
    public void Build_DefaultRouteOfTheDocument_IsTakenInPlaceOfTheTunnels(string routes, string expected) =>
        Assert.Equal(expected, Assert.Single(TunnelDocuments.Build(
            TunnelDocuments.Of(DsLite.Replace("aftr.isp.example", "\"2001:db8:9::9\"", StringComparison.Ordinal), routes),
            TunnelDocuments.Kernel("2001:db8:f::7/64")).Routes.Select(PlanText.Subject)));

    /// <summary>The provider's AFTR translates: what leaves by the tunnel returns before anything is masqueraded.</summary>
    [Fact]
    public void Ruleset_DsLiteInAMasqueradedZone_IsNotTranslated()
    {
        var document = TunnelDocuments.Of(
            DsLite, "firewall: { policies: { lan -> wan: accept }, nat: { masquerade: [wan] } }\n");
        var text = TunnelDocuments.Build(document, TunnelDocuments.Kernel()).Ruleset.ToText();
        var (returns, masquerades) = (
            text.IndexOf("oifname \"four\" return", StringComparison.Ordinal), text.IndexOf("masquerade", StringComparison.Ordinal));
        Assert.InRange(returns, 0, text.LastIndexOf("masquerade", StringComparison.Ordinal));
        Assert.True(masquerades > 0, text);
    }

    private static async Task ApplyAsync(string document, FakeKernel kernel)
    {
        foreach (var change in Planner.Plan(TunnelDocuments.Build(document, kernel), kernel.State))
            await kernel.ApplyAsync(change, TestContext.Current.CancellationToken);
    }

    private static void Move(FakeKernel kernel, string from, string to)
    {
        Assert.Contains(from, kernel.State.Links["eth0"].DynamicAddresses.Select(a => $"{a}"));
        TunnelDocuments.Give(kernel, to);
    }

    private static List<string> NetworkSteps(string document, FakeKernel kernel) =>
    [
        .. Planner.Plan(TunnelDocuments.Build(document, kernel), kernel.State).Select(PlanText.Line)
            .Where(line => !line.Contains("service ", StringComparison.Ordinal) && !line.Contains("file ", StringComparison.Ordinal)),
    ];
}
