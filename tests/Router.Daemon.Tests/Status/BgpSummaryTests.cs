using Router.Api.Contract;
using Router.Daemon.Status.Frr;

namespace Router.Daemon.Tests.Status;

public sealed class BgpSummaryTests
{
    /// <summary>Of FRR 8.4, without what is not read.</summary>
    private const string Summary =
        """
        {
        "default":{
        "ipv4Unicast":{
          "routerId":"10.255.0.7", "as":65000, "vrfId":0, "peerCount":2,
          "peers":{
            "10.255.0.1":{ "hostname":"hub", "remoteAs":65000, "localAs":65000, "peerUptime":"00:00:08", "peerUptimeMsec":8000,
              "peerUptimeEstablishedEpoch":1795648369, "pfxRcd":3, "pfxSnt":1, "state":"Established", "peerState":"OK" },
            "10.255.0.2":{ "remoteAs":65000, "localAs":65000, "peerUptime":"never", "peerUptimeMsec":0, "pfxRcd":0, "pfxSnt":0, "state":"Active" }
          },
          "failedPeers":1
        }
        }
        ,
        "red":{
        "ipv4Unicast":{
          "routerId":"10.255.1.7", "as":65001, "vrfId":4, "peerCount":1,
          "peers":{
            "10.255.1.1":{ "remoteAs":65001, "localAs":65001, "peerUptime":"00:00:08", "peerUptimeMsec":8000, "pfxRcd":1, "pfxSnt":1, "state":"Established" }
          }
        }
        }
        }
        """;

    [Fact]
    public void TryParse_NeighboursUpAndDown_HasThemAll()
    {
        Assert.True(BgpSummary.TryParse(Summary, out var bgp));
        Assert.Equal((65000L, "10.255.0.7"), (bgp.As, bgp.RouterId));
        Assert.Equal(
            [new BgpNeighbourStatus("10.255.0.1", "ipv4", 65000, "Established", 8, 3, 1), new BgpNeighbourStatus(
                "10.255.0.2", "ipv4", 65000, "Active", null, 0, 0),
                new BgpNeighbourStatus("10.255.1.1", "ipv4", 65001, "Established", 8, 1, 1) { Vrf = "red" }],
            bgp.Items);
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("", false)]
    [InlineData("[1]", false)]
    [InlineData("bgpd is not running", false)]
    [InlineData("""{"default":{"ipv4Unicast":{"peers":{"10.255.0.1":{"remoteAs":"many"}}}}}""", false)]
    public void TryParse_AnythingElse_IsToldApart(string said, bool known)
    {
        Assert.Equal(known, BgpSummary.TryParse(said, out var bgp));
        Assert.Empty(bgp.Items);
    }
}
