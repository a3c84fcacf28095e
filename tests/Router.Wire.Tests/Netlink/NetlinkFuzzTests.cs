using Router.Testing;
using Router.Wire.Netlink;
using Router.Wire.Netlink.Nftables;

namespace Router.Wire.Tests.Netlink;

public class NetlinkFuzzTests
{
    /// <summary>Datagrams of several messages with whatever in them: every decoder ends, and without an exception.</summary>
    [Fact]
    public void Decode_AnyDatagram_NeverThrows()
    {
        var messages = KernelMessages.All.Select(Convert.FromHexString).ToArray();
        Fuzz.Run([.. messages, [.. messages.SelectMany(message => message)]], bytes =>
        {
            var reader = new NetlinkReader(bytes);
            while (reader.Next())
            {
                _ = LinkMessage.TryDecode(reader.Payload, out _);
                _ = AddressMessage.TryDecode(reader.Payload, out _);
                _ = RouteMessage.TryDecode(reader.Payload, out _);
                _ = RuleMessage.TryDecode(reader.Payload, out _);
                _ = NeighbourMessage.TryDecode(reader.Payload, out _);
                _ = BridgeVlan.TryDecode(reader.Payload, out _, out _);
                _ = PacketLog.TryDecode(reader.Type, reader.Payload, out _, out _);
                _ = ChainDump.Chain(reader.Type, reader.Payload, "router");
                _ = CounterDump.TryDecode(reader.Type, reader.Payload, "router", out _);
                for (ushort kind = 0; kind < 32; kind++)
                    _ = RulesetNotice.TryDecode((ushort)((10 << 8) | kind), reader.Payload, out _);
            }
        });
    }
}
