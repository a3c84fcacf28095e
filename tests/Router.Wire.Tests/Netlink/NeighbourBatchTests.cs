using System.Net;
using Router.Wire.Netlink;

namespace Router.Wire.Tests.Netlink;

/// <summary>Many neighbours in one datagram are the messages that each would be by itself, but for the acknowledgement.</summary>
public sealed class NeighbourBatchTests
{
    private static readonly IPAddress Nbma = IPAddress.Parse("192.0.2.2");

    [Theory]
    [InlineData("10.255.0.2")]
    [InlineData("2001:db8::2")]
    public void Finish_SeveralChanges_AreTheirMessagesInOrder(string text)
    {
        var overlay = IPAddress.Parse(text);
        var batch = new NeighbourBatch(5, 84);
        batch.Set(overlay, Nbma);
        batch.Remove(overlay);
        batch.Set(overlay, IPAddress.Parse("2001:db8:1::1"));
        var sequence = 6u;
        var bytes = batch.Finish(ref sequence).ToArray();
        byte[] expected =
        [
            .. NeighbourMessage.Set(5, overlay, Nbma, 84, acknowledge: false).Finish(7),
            .. NeighbourMessage.Remove(5, overlay, acknowledge: false).Finish(8),
            .. NeighbourMessage.Set(5, overlay, IPAddress.Parse("2001:db8:1::1"), 84, acknowledge: false).Finish(9),
        ];
        Assert.Equal(expected, bytes);
        Assert.Equal(9u, sequence);
        Assert.Equal([(overlay, false), (overlay, true), (overlay, false)], Enumerable.Range(0, batch.Count).Select(i => batch[i]));
    }

    [Fact]
    public void Clear_AfterAFullBatch_BeginsAnew()
    {
        var batch = new NeighbourBatch(5, 84);
        while (!batch.IsFull)
            batch.Set(IPAddress.IPv6Loopback, IPAddress.IPv6Loopback);
        Assert.Equal(NeighbourBatch.Most, batch.Count);
        Assert.Throws<InvalidOperationException>(() => batch.Remove(Nbma));
        batch.Clear();
        batch.Remove(Nbma);
        var sequence = 0u;
        Assert.Equal(NeighbourMessage.Remove(5, Nbma, acknowledge: false).Finish(1).ToArray(), batch.Finish(ref sequence).ToArray());
    }
}
