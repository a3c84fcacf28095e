using System.Net;
using Router.Wire.Netlink;

namespace Router.Wire.Tests.Netlink;

/// <summary>Routes with several ways and rules of many words, as Linux 6 gives them back; v0 is 3, v2 is 5.</summary>
public sealed class MultipathTests
{
    /// <summary>
    /// <c>ip route add 10.9.0.0/16 proto 84 nexthop via 192.0.2.9 dev v0 weight 3 onlink nexthop via 198.51.100.9 dev v2</c>.
    /// </summary>
    private const string IPv4 =
        "500000001800220001000000fe1f000002100000fe5400010000000008000f00fe000000080001000a09000024000900100004020300000008000500c0000209100000000500000008000500c6336409";

    /// <summary><c>ip -6 route add 2001:db8:9::/48 proto 84 nexthop via 2001:db8:1::9 weight 3 nexthop via 2001:db8:2::9</c>.</summary>
    private const string IPv6 =
        "a80000001800220001000000fe1f00000a300000fe5400010000000008000f00fe0000001400010020010db800090000000000000000000008000600000400003c0009001c000002030000001400050020010db80001000000000000000000091c000000050000001400050020010db800020000000000000000000924000c0000000000000000000000000000000000000000000000000000000000000000000500140000000000";

    /// <summary>
    /// <c>ip rule add pref 10001 from 10.1.0.0/24 to 192.0.2.0/24 ipproto tcp dport 25-26 lookup main suppress_prefixlength 0 proto 84</c>.
    /// </summary>
    private const string Rule =
        "5c0000002000020001000000fe1f000002181800fe0000010000000008000f00fe00000008000e0000000000050015005400000008000600112700000800180019001a00050016000600000008000100c0000200080002000a010000";

    [Fact]
    public void Decode_RouteWithSeveralWays_HasEach()
    {
        Assert.True(RouteMessage.TryDecode(KernelMessages.Payload(IPv4), out var route));
        Assert.Equal((null, 0), (route.Gateway, route.Link));
        Assert.Equal(
            [
                new RouteHop(IPAddress.Parse("192.0.2.9"), 3, 3) { OnLink = true },
                new RouteHop(IPAddress.Parse("198.51.100.9"), 5, 1),
            ],
            route.Hops);
        Assert.True(RouteMessage.TryDecode(KernelMessages.Payload(IPv6), out route));
        Assert.Equal(
            [new RouteHop(IPAddress.Parse("2001:db8:1::9"), 3, 3), new RouteHop(IPAddress.Parse("2001:db8:2::9"), 5, 1)], route.Hops);
    }

    [Fact]
    public void Encode_RouteWithSeveralWays_ComesBack()
    {
        RouteHop[] hops = [new(IPAddress.Parse("192.0.2.9"), 3, 256) { OnLink = true }, new(null, 5, 1)];
        var request = new RouteRequest(IPAddress.Parse("10.9.0.0"), 16, null, 0, RouteNetlink.TypeUnicast, 7, 84, 0x10001) { Hops = hops };
        var message = Convert.ToHexString(Requests.ReplaceRoute(request).Finish(1));
        Assert.True(RouteMessage.TryDecode(KernelMessages.Payload(message), out var route));
        Assert.Equal(hops, route.Hops);
        Assert.Equal((0x10001u, 7u, 16), (route.Table, route.Priority, route.PrefixLength));
    }

    [Fact]
    public void Decode_RuleOfManyWords_IsAsTheKernelSaid_AndComesBack()
    {
        Assert.True(RuleMessage.TryDecode(KernelMessages.Payload(Rule), out var rule));
        Assert.Equal(
            new RuleMessage(false, 10_001, 254, IPAddress.Parse("10.1.0.0"), 24, null, 0, 84)
            {
                Destination = IPAddress.Parse("192.0.2.0"),
                DestinationLength = 24,
                Transport = 6,
                FirstPort = 25,
                LastPort = 26,
                Suppress = 0,
            },
            rule);
        Assert.True(RuleMessage.TryDecode(KernelMessages.Payload(Convert.ToHexString(rule.Add().Finish(1))), out var again));
        Assert.Equal(rule, again);
    }

    [Theory]
    [InlineData(IPv4)]
    [InlineData(IPv6)]
    [InlineData(Rule)]
    public void Decode_CutOrChanged_DoesNotThrow(string message)
    {
        var payload = KernelMessages.Payload(message);
        for (var length = 0; length <= payload.Length; length++)
        {
            _ = RouteMessage.TryDecode(payload.AsSpan(0, length), out _);
            _ = RuleMessage.TryDecode(payload.AsSpan(0, length), out _);
        }
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var changed = payload.ToArray();
            for (var at = random.Next(1, 6); at > 0; at--)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            _ = RouteMessage.TryDecode(changed, out _);
            _ = RuleMessage.TryDecode(changed, out _);
        }
    }
}
