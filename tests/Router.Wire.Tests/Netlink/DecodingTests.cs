using System.Net;
using Router.Wire.Netlink;
using Router.Wire.Netlink.Nftables;

namespace Router.Wire.Tests.Netlink;

public sealed class DecodingTests
{
    private const int Rounds = 2000;

    [Fact]
    public void Decode_Bridge_IsAsTheKernelSaid()
    {
        Assert.True(LinkMessage.TryDecode(KernelMessages.Payload(KernelMessages.Link("lan")), out var link));
        Assert.Equal(("lan", 4, 1400, "bridge", "routerd", 0), (link.Name, link.Index, link.Mtu, link.Kind, link.Alias, link.Master));
        Assert.True(link.Is(RouteNetlink.FlagUp));
        Assert.False(link.Is(RouteNetlink.FlagLoopback));
    }

    [Fact]
    public void Decode_Veth_HasItsAddressAndCounters()
    {
        Assert.True(LinkMessage.TryDecode(KernelMessages.Payload(KernelMessages.Link("veth0")), out var link));
        Assert.Equal(("veth0", "veth", "52:54:00:12:34:56"), (link.Name, link.Kind, link.Mac));
        Assert.Null(link.Alias);
        Assert.True(link.Counters.SentPackets > 0);
        Assert.True(link.Counters.SentBytes > link.Counters.SentPackets);
    }

    [Fact]
    public void Decode_AddressWithAPeer_IsOurEnd()
    {
        Assert.True(AddressMessage.TryDecode(KernelMessages.Payload(KernelMessages.Peer), out var address));
        Assert.Equal((IPAddress.Parse("192.0.2.5"), 32, 3), (address.Address, address.PrefixLength, address.Link));
        Assert.Equal(RouteNetlink.AddressPermanent, address.Flags & RouteNetlink.AddressPermanent);
    }

    [Theory]
    [InlineData(KernelMessages.Passing, "2001:db8::1", 0u, 0)]
    [InlineData(KernelMessages.LinkLocal, "fe80::8c1a:50ff:fe36:e561", RouteNetlink.AddressPermanent, 3)]
    public void Decode_IPv6Address_SaysHowLongAndWhose(string message, string address, uint permanent, byte protocol)
    {
        Assert.True(AddressMessage.TryDecode(KernelMessages.Payload(message), out var decoded));
        Assert.Equal(
            (IPAddress.Parse(address), 64, permanent, protocol),
            (decoded.Address, decoded.PrefixLength, decoded.Flags & RouteNetlink.AddressPermanent, decoded.Protocol));
    }

    [Theory]
    [InlineData(KernelMessages.OtherTable, "10.8.0.0/16 via  dev 3 table 1000 priority 0 protocol 4 type 1")]
    [InlineData(KernelMessages.Blackhole, "10.3.0.0/16 via  dev 0 table 254 priority 0 protocol 84 type 6")]
    [InlineData(KernelMessages.ViaIPv6, "10.7.0.0/16 via 2001:db8::7 dev 3 table 254 priority 0 protocol 84 type 1")]
    [InlineData(KernelMessages.Default, "/0 via 2001:db8::9 dev 3 table 254 priority 1024 protocol 84 type 1")]
    public void Decode_Route_IsAsTheKernelSaid(string message, string expected)
    {
        Assert.True(RouteMessage.TryDecode(KernelMessages.Payload(message), out var r));
        Assert.Equal(
            expected,
            $"{r.Destination}/{r.PrefixLength} via {r.Gateway} dev {r.Link} table {r.Table} priority {r.Priority} protocol {r.Protocol} type {r.Type}");
    }

    [Fact]
    public void Decode_Chain_IsThatOfTheTableAlone()
    {
        var payload = KernelMessages.Payload(KernelMessages.Chain);
        const ushort newChain = (10 << 8) | 3;
        Assert.Equal("fingerprint_0123456789abcdef", ChainDump.Chain(newChain, payload, "router"));
        Assert.Null(ChainDump.Chain(newChain, payload, "other"));
        Assert.Null(ChainDump.Chain(RouteNetlink.NewLink, payload, "router"));
    }

    [Fact]
    public void Read_AnyTruncation_IsBroken()
    {
        foreach (var message in KernelMessages.All.Select(Convert.FromHexString))
        {
            for (var length = 1; length < message.Length; length++)
            {
                var reader = new NetlinkReader(message.AsSpan(0, length));
                Assert.False(reader.Next());
                Assert.True(reader.IsBroken);
            }
        }
    }

    /// <summary>Whatever the bytes are, decoding ends, and without an exception.</summary>
    [Fact]
    public void Decode_TruncatedOrMutatedPayload_NeverThrows()
    {
        var random = new Random(3549);
        foreach (var payload in KernelMessages.All.Select(KernelMessages.Payload))
        {
            for (var length = 0; length <= payload.Length; length++)
                DecodeAll(payload.AsSpan(0, length));
            for (var round = 0; round < Rounds; round++)
            {
                var bytes = payload.ToArray();
                for (var hits = random.Next(1, 5); hits > 0; hits--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                DecodeAll(bytes);
            }
        }
    }

    private static void DecodeAll(ReadOnlySpan<byte> payload)
    {
        _ = LinkMessage.TryDecode(payload, out _);
        _ = AddressMessage.TryDecode(payload, out _);
        _ = RouteMessage.TryDecode(payload, out _);
        _ = ChainDump.Chain((10 << 8) | 3, payload, "router");
        _ = CounterDump.TryDecode((10 << 8) | 18, payload, "router", out _);
    }
}
