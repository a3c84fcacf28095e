using System.Net;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Frr;
using Router.Features.Frr.Build;

namespace Router.Core.Tests.Services;

/// <summary>FRR for whoever wants routes, with no mesh about.</summary>
public class FrrTests
{
    private static readonly BgpPeers Provider = new()
    {
        Name = "wan",
        As = 65001,
        RouterId = IPAddress.Parse("192.0.2.1"),
        Neighbours = [IPAddress.Parse("192.0.2.2"), IPAddress.Parse("192.0.2.3")],
        Refused = IPNetwork.Parse("192.0.2.0/24"),
        Networks = [IPNetwork.Parse("10.1.0.0/16")],
    };

    [Fact]
    public void Bgpd_NeighboursOfALine_AreCalledAndToldOfOurNetworks() => Assert.Equal(
        """
        log syslog warnings
        ip prefix-list wan seq 5 deny 192.0.2.0/24 le 32
        ip prefix-list wan seq 10 permit any
        router bgp 65001
         bgp router-id 192.0.2.1
         no bgp default ipv4-unicast
         bgp graceful-restart
         bgp graceful-restart preserve-fw-state
         neighbor wan peer-group
         neighbor wan remote-as 65001
         neighbor wan timers 5 15
         neighbor wan timers connect 5
         neighbor 192.0.2.2 peer-group wan
         neighbor 192.0.2.3 peer-group wan
         address-family ipv4 unicast
          network 10.1.0.0/16
          neighbor wan activate
          neighbor wan prefix-list wan in
          neighbor 192.0.2.2 weight 2
          neighbor 192.0.2.3 weight 1

        """,
        BgpdFile.Text([Provider]));

    [Fact]
    public void Features_ThatWantRoutes_ShareOneZebraAndOneBgpd()
    {
        var feature = new FrrFeature(_ => [Provider], _ => [Provider with { Name = "lan", Vrf = "blue" }]);
        var config = new RouterConfig();
        Assert.Equal(["wan", "lan"], Assert.Single(feature.Listeners(config)).Links);
        var services = feature.Services(new BuildInput(config, null!, null!, [])).ToList();
        Assert.Equal([("zebra", true), ("bgpd", true)], services.Select(service => (service.Name, service.Running)));
        Assert.Contains("router bgp 65001 vrf blue\n", services[1].Files[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Feature_NobodyAsks_RunsNothingAndOpensNothing()
    {
        var feature = new FrrFeature(_ => []);
        Assert.Empty(feature.Listeners(new RouterConfig()));
        Assert.All(feature.Services(new BuildInput(new RouterConfig(), null!, null!, [])), service => Assert.False(service.Running));
    }
}
