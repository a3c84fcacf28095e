using System.Net;
using Router.Core.State.Links;

namespace Router.Core.Tests.Sections.Tunnels;

public sealed class SixRdDomainTests
{
    /// <summary>The first two are those of RFC 5969, section 4; the rest is counted by hand.</summary>
    [Theory]
    [InlineData("2001:db8::/32", 0, "129.1.1.1", "2001:db8:8101:101::/64", "0.0.0.0")]
    [InlineData("2001:db8::/32", 8, "10.100.100.1", "2001:db8:6464:100::/56", "10.0.0.0")]
    [InlineData("2a01:e00::/28", 4, "192.0.2.1", "2a01:e00:2:100::/56", "192.0.0.0")]
    [InlineData("2001:db8:40::/44", 16, "198.51.100.9", "2001:db8:46:4090::/60", "198.51.0.0")]
    [InlineData("2001:db8::/32", 31, "192.0.2.1", "2001:db8:8000::/33", "192.0.2.0")]
    public void Delegated_OfAnAddress_HasItsBitsBehindThePrefix(string prefix, int shared, string local, string delegated, string begin)
    {
        var domain = new SixRdDomain(IPNetwork.Parse(prefix), shared);
        Assert.Equal(IPNetwork.Parse(delegated), domain.Delegated(IPAddress.Parse(local)));
        Assert.Equal(IPAddress.Parse(begin), domain.Shared(IPAddress.Parse(local)));
    }
}
