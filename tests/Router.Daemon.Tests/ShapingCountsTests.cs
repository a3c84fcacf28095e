using Router.Core.State;
using Router.Daemon.Status.Shaping;
using Router.Features.Shaping;
using Router.Wire.Netlink;
using Router.Wire.Netlink.Queues;

namespace Router.Daemon.Tests;

/// <summary>Queues of the kernel in words of the contract.</summary>
public sealed class ShapingCountsTests
{
    private static readonly ShapingCounts.Way Up = new("wan", "eth0", "up", 4_750_000);

    [Fact]
    public void Ways_OfAnInterface_NameTheLinksWhoseQueuesTheyAre()
    {
        var both = new ShapingConfig { Up = 4_750_000, Down = 11_875_000 };
        Assert.Equal([Up, new("wan", "ifb-wan", "down", 11_875_000)], ShapingCounts.Ways("wan", "eth0", both));
        Assert.Equal([null, null], ShapingCounts.Ways("wan", null, both).Select(way => way.Link));
        Assert.Equal([Up], ShapingCounts.Ways("wan", "eth0", both with { Down = null }));
    }

    [Fact]
    public void Status_OfOurQueue_HasItsTinsByName()
    {
        var options = new CakeOptions(4_750_000, (uint)CakeTins.Three, 5, 0, null, 0, SeesNat: true, Arriving: false);
        var message = QueueMessage.SetCake(2, options).Nest(7, statistics => statistics.Nest(4, application => application.Nest(
            10, tins => tins.Nest(1, tin => tin.Add(2, 1u)).Nest(2, tin => tin.Add(4, 7u).Add(18, 900u).Add(19, 300u)).Nest(3, _ => { }))));
        var status = ShapingCounts.Status(Up, Read(message));
        Assert.Equal(("shaped", 38_000_000L), (status.State, status.Rate));
        Assert.Equal(["bulk", "best effort", "voice"], status.Tins.Select(tin => tin.Name));
        Assert.Equal((7UL, 0.9, 0.3), (status.Tins[1].DroppedPackets, status.Tins[1].PeakDelay, status.Tins[1].AverageDelay));
    }

    [Theory]
    [InlineData("00000180", "not shaped: somebody else's htb is there")]
    [InlineData("00000000", "not shaped")]
    public void Status_OfAnotherQueue_SaysSo(string handle, string expected)
    {
        Assert.True(QueueMessage.TryDecode(
            Convert.FromHexString("00000000" + "02000000" + handle + "ffffffff" + "02000000" + "0800010068746200"), out var queue));
        Assert.Equal(expected, ShapingCounts.Status(Up, queue).State);
        Assert.Equal("its port is not there", ShapingCounts.Status(Up with { Link = null }, null).State);
    }

    private static QueueMessage Read(NetlinkMessage message)
    {
        Assert.True(QueueMessage.TryDecode(message.Finish(1)[NetlinkMessage.HeaderLength..], out var queue));
        return queue;
    }
}
