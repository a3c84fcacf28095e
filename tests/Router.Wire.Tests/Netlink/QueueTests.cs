using Router.Wire.Netlink;
using Router.Wire.Netlink.Queues;

namespace Router.Wire.Tests.Netlink;

/// <summary>Requests as tc (iproute2 6.1) sends them but for what is said at the end, and answers as the kernel gives them.</summary>
public sealed class QueueTests
{
    private static readonly CakeOptions Options = new(
        Rate: 4_750_000, Tins: 0, Flows: 5, Cells: 0, Overhead: 44, SmallestFrame: 0, SeesNat: true, Arriving: false);

    private const string CakeBytes =
        "00000000" + "05000000" + "00005452" + "ffffffff" + "00000000" + "0900010063616b6500000000" + "48000200"
        + "0c000200b07a480000000000" + "0800030000000000" + "0800040000000000" + "0800050005000000" + "080006002c000000"
        + "08000e0000000000" + "08000b0001000000" + "08000f0000000000";

    [Fact]
    public void SetCake_IsWhatTcSends() => Assert.Equal(
        "78000000" + "2400" + "0505" + "07000000" + "00000000" + CakeBytes,
        Convert.ToHexStringLower(QueueMessage.SetCake(5, Options).Finish(7)));

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(-14)]
    [InlineData(48)]
    public void Cake_GoesAndComesBack(int? overhead)
    {
        var options = Options with
        {
            Overhead = overhead,
            Cells = 1,
            SmallestFrame = 84,
            Arriving = true,
            SeesNat = false,
            Flows = 4,
            Tins = 3,
        };
        Assert.True(QueueMessage.TryDecode(Payload(QueueMessage.SetCake(5, options)), out var queue));
        Assert.Equal(options, queue.Options);
        Assert.True(queue is { IsOwn: true, IsForeign: false, Link: 5 });
    }

    [Fact]
    public void Remove_NamesOursAlone() => Assert.Equal(
        "24000000" + "2500" + "0500" + "01000000" + "00000000" + "00000000" + "05000000" + "00005452" + "ffffffff" + "00000000",
        Convert.ToHexStringLower(QueueMessage.Remove(5).Finish(1)));

    [Fact]
    public void SetRedirect_IsWhatTcSends() => Assert.Equal(
        "70000000" + "2c00" + "0504" + "01000000" + "00000000" + "00000000" + "03000000" + "01000000" + "f2ffffff" + "00035452"
            + "0d0001006d61746368616c6c00000000" + "3c000200" + "38000200" + "34000100" + "0b0001006d69727265640000" + "24000200"
            + "20000200" + "00000000" + "00000000" + "04000000" + "00000000" + "00000000" + "01000000" + "04000000",
        Convert.ToHexStringLower(RedirectMessage.Set(3, 4).Finish(1)));

    [Fact]
    public void RemoveRedirect_IsWhatTcSends() => Assert.Equal(
        "24000000" + "2d00" + "0500" + "01000000" + "00000000" + "00000000" + "03000000" + "00000000" + "f2ffffff" + "00005452",
        Convert.ToHexStringLower(RedirectMessage.Remove(3).Finish(1)));

    [Fact]
    public void Redirect_GoesAndComesBack()
    {
        Assert.True(RedirectMessage.TryDecode(Payload(RedirectMessage.Set(3, 4)), out var filter));
        Assert.True(filter is { IsOwn: true, Link: 3, To: 4 });
    }

    [Theory]
    [InlineData("00000000", false)]
    [InlineData("00000180", true)]
    public void Queue_OfSomebodyElse_IsOneWithAHandle(string handle, bool foreign)
    {
        Assert.True(QueueMessage.TryDecode(
            Convert.FromHexString("00000000" + "05000000" + handle + "ffffffff" + "02000000" + "080001006874620000000000"), out var queue));
        Assert.Equal(("htb", foreign, false), (queue.Kind, queue.IsForeign, queue.IsOwn));
    }

    [Fact]
    public void Statistics_OfCake_AreReadByTin()
    {
        var header = Convert.FromHexString("0000000005000000" + "00005452" + "ffffffff" + "02000000");
        var message = new NetlinkMessage(QueueMessage.New, 0, header)
            .Add(1, "cake")
            .Nest(7, statistics => statistics
                .Add(1, [.. BitConverter.GetBytes(1500UL), .. BitConverter.GetBytes(3U), 0, 0, 0, 0])
                .Add(3, [.. new uint[] { 1, 90, 7, 0, 0 }.SelectMany(BitConverter.GetBytes)])
                .Nest(4, application => application.Nest(10, tins => tins
                    .Nest(1, tin => tin.Add(2, 3u).Add(3, BitConverter.GetBytes(1500UL))
                        .Add(4, 7u).Add(18, 900u).Add(19, 300u).Add(20, 20u))
                    .Nest(2, tin => tin.Add(8, 5u).Add(11, 90u).Add(12, BitConverter.GetBytes(4_750_000UL)).Add(22, 2u)))));
        Assert.True(QueueMessage.TryDecode(Payload(message), out var queue));
        Assert.Equal((1500UL, 3U, 90U, 7U), (queue.SentBytes, queue.SentPackets, queue.BacklogBytes, queue.Dropped));
        Assert.Equal(2, queue.Tins.Count);
        Assert.True(queue.Tins[0] is
        {
            SentPackets: 3, SentBytes: 1500, DroppedPackets: 7, PeakDelay: 900, AverageDelay: 300, BaseDelay: 20,
        });
        Assert.True(queue.Tins[1] is { MarkedPackets: 5, BacklogBytes: 90, ThresholdRate: 4_750_000, BulkFlows: 2 });
    }

    [Fact]
    public void Decode_Truncated_NeverThrows()
    {
        foreach (var whole in (byte[][])[Payload(QueueMessage.SetCake(5, Options)), Payload(RedirectMessage.Set(3, 4))])
        {
            for (var length = 0; length < whole.Length; length++)
            {
                QueueMessage.TryDecode(whole.AsSpan(0, length), out _);
                RedirectMessage.TryDecode(whole.AsSpan(0, length), out _);
            }
        }
    }

    [Fact]
    public void Decode_Mutated_NeverThrows()
    {
        var random = new Random(7);
        foreach (var whole in (byte[][])[Payload(QueueMessage.SetCake(5, Options)), Payload(RedirectMessage.Set(3, 4))])
        {
            for (var turn = 0; turn < 2000; turn++)
            {
                var bytes = whole.ToArray();
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                QueueMessage.TryDecode(bytes, out _);
                RedirectMessage.TryDecode(bytes, out _);
            }
        }
    }

    private static byte[] Payload(NetlinkMessage message) => message.Finish(1)[NetlinkMessage.HeaderLength..].ToArray();
}
