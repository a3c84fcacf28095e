using Router.Wire.Packets;

namespace Router.Wire.Tests.Packets;

public class PacketSummaryTests
{
    private const int Ethernet = 1;

    private const string Udp = "525400123456525400aabbcc0800" + "4500001f000040004011aaaac0a80a05090909099c400035000b0000" + "616263";
    private const string Syn = "525400123456525400aabbcc0800"
        + "4500002800004000400600000a0000010a000002c00000160000000100000000500272100000" + "0000";
    private const string Arp = "ffffffffffff525400aabbcc0806" + "0001080006040001525400aabbccc0a80a05000000000000c0a80a01";
    private const string Echo = "525400123456525400aabbcc0800" + "4500001c00004000400100000a0000010a0000020800f7fd00010001";

    [Theory]
    [InlineData(Udp, "192.168.10.5.40000 > 9.9.9.9.53: UDP length 3")]
    [InlineData(Syn, "10.0.0.1.49152 > 10.0.0.2.22: TCP S seq 1 ack 0 win 29200 length 0")]
    [InlineData(Arp, "ARP who has 192.168.10.1 tell 192.168.10.5")]
    [InlineData(Echo, "10.0.0.1 > 10.0.0.2: ICMP echo request id 1 seq 1")]
    [InlineData("ffffffffffff525400aabbcc88cc00", "ethertype 0x88cc length 15")]
    public void Of_KnownPacket_SaysWhatItIs(string hex, string expected)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.Equal(expected, PacketSummary.Of(Ethernet, bytes, bytes.Length));
    }

    [Theory]
    [InlineData(Udp)]
    [InlineData(Syn)]
    [InlineData(Arp)]
    [InlineData(Echo)]
    public void Of_EveryTruncationAndManyMutations_NeverThrows(string hex)
    {
        var whole = Convert.FromHexString(hex);
        for (var length = 0; length < whole.Length; length++)
            Assert.NotEmpty(PacketSummary.Of(Ethernet, whole[..length], whole.Length));
        var random = new Random(84);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = (byte[])whole.Clone();
            for (var i = 0; i < 3; i++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Assert.NotEmpty(PacketSummary.Of(random.Next(2) == 0 ? Ethernet : random.Next(300), bytes, bytes.Length));
        }
    }
}
