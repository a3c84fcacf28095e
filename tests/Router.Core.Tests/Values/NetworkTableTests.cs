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
}
