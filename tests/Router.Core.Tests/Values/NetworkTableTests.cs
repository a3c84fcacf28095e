using System.Net;
using Router.Core.Values;

namespace Router.Core.Tests.Values;

public class NetworkTableTests
{
    private static readonly NetworkTable<string> Table = new(
    [
        (IPNetwork.Parse("10.0.0.0/8"), "ten"),
        (IPNetwork.Parse("10.1.0.0/16"), "ten one"),
        (IPNetwork.Parse("10.1.0.0/16"), "again"),
        (IPNetwork.Parse("192.0.2.7/32"), "host"),
        (IPNetwork.Parse("2001:db8::/32"), "six"),
        (IPNetwork.Parse("::/0"), "any six"),
    ]);

    [Theory]
    [InlineData("10.2.3.4", "ten")]
    [InlineData("10.1.3.4", "ten one")]
    [InlineData("192.0.2.7", "host")]
    [InlineData("192.0.2.8", null)]
    [InlineData("2001:db8:1::1", "six")]
    [InlineData("fe80::1", "any six")]
    public void Find_Address_GivesTheLongestPrefix(string address, string? expected) =>
        Assert.Equal(expected, Table.Find(IPAddress.Parse(address)));

    /// <summary>Many networks, some of them twice: found as by asking one after the other, and so by each address itself.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    public void Find_AmongMany_IsTheFirstOfTheLongest(int bytes)
    {
        var random = new Random(20261129);
        var entries = Enumerable.Range(0, 600)
            .Select(i => (Own: new InterfaceAddress(Some(random, bytes), random.Next((8 * bytes) + 1)), Name: $"{i}"))
            .ToList();
        var table = new NetworkTable<string>(entries.Select(e => (e.Own.Network, e.Name)));
        for (var i = 0; i < 2000; i++)
        {
            var address = Some(random, bytes);
            var on = entries.Where(e => e.Own.Network.Contains(address)).ToList();
            Assert.Equal(on.OrderByDescending(e => e.Own.PrefixLength).FirstOrDefault().Name, table.Find(address));
            Assert.Equal(on, entries.Where(e => e.Own.IsBeside(address)));
        }
    }

    [Fact]
    public void IsBeside_OtherFamily_IsNever() =>
        Assert.False(new InterfaceAddress(IPAddress.Parse("10.0.0.1"), 0).IsBeside(IPAddress.Parse("::a00:1")));

    /// <summary>Of few different bits, so that they meet.</summary>
    private static IPAddress Some(Random random, int bytes)
    {
        var address = new byte[bytes];
        address[0] = 10;
        address[bytes / 2] = (byte)random.Next(4);
        address[^1] = (byte)random.Next(256);
        return new IPAddress(address);
    }
}
