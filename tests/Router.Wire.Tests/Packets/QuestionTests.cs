using Router.Wire.Packets;

namespace Router.Wire.Tests.Packets;

public sealed class QuestionTests
{
    /// <summary>RFC 1071: the sum over the packet, its checksum included, is all ones.</summary>
    [Fact]
    public void Echo_Request_HasItsChecksum()
    {
        var packet = EchoPacket.Request(ipv6: false, 0x7a47, 6);
        var sum = 0;
        for (var at = 0; at < packet.Length; at += 2)
            sum += (packet[at] << 8) | packet[at + 1];
        Assert.Equal(0xffff, (sum & 0xffff) + (sum >> 16));
        Assert.Equal([8, 0], packet[..2]);
        Assert.Equal([128, 0, 0, 0], EchoPacket.Request(ipv6: true, 0x7a47, 6)[..4]);
    }

    [Theory]
    [InlineData("4500001c0000400040010000c0000209c0000201" + "0000000000070001", true)]
    [InlineData("4600002000004000400100000900020900000000c0000201" + "0000000000070001", true)]
    [InlineData("4500001c0000400040010000c0000209c0000201" + "0000000000070002", false)]
    [InlineData("4500001c0000400040010000c0000209c0000201" + "0000000000080001", false)]
    [InlineData("4500001c0000400040010000c0000209c0000201" + "0800000000070001", false)]
    [InlineData("4500001c0000400040010000c0000209c0000201" + "0301000000070001", false)]
    public void Echo_Reply_IsKnown(string packet, bool isReply)
    {
        var bytes = Convert.FromHexString(packet);
        Assert.Equal(isReply, EchoPacket.IsReply(bytes, ipv6: false, 7, 1));
        for (var length = 0; length < bytes.Length; length++)
            Assert.False(EchoPacket.IsReply(bytes.AsSpan(0, length), ipv6: false, 7, 1));
    }

    [Fact]
    public void Echo_ReplyOfIPv6_HasNoHeaderInFront()
    {
        Assert.True(EchoPacket.IsReply(Convert.FromHexString("8100abcd00070001"), ipv6: true, 7, 1));
        Assert.False(EchoPacket.IsReply(Convert.FromHexString("8000abcd00070001"), ipv6: true, 7, 1));
    }

    [Fact]
    public void Dns_Query_IsTheseBytes()
    {
        Assert.Equal(
            "12340100000100000000000007657861" + "6d706c65036f7267" + "0000010001",
            Convert.ToHexStringLower(DnsQuestion.Query(0x1234, "example.org")));
        Assert.Equal("1234010000010000000000000000020001", Convert.ToHexStringLower(DnsQuestion.Query(0x1234, "")));
    }

    [Theory]
    [InlineData("123481830001000000000000", true)]
    [InlineData("123401000001000000000000", false)]
    [InlineData("123581830001000000000000", false)]
    [InlineData("1234818300010000000000", false)]
    public void Dns_Answer_IsKnown(string packet, bool isAnswer) =>
        Assert.Equal(isAnswer, DnsQuestion.IsAnswer(Convert.FromHexString(packet), 0x1234));
}
