using Router.Wire.Netlink;
using Router.Wire.Netlink.Ethtool;

namespace Router.Wire.Tests.Netlink.Ethtool;

/// <summary>Requests of ethtool's family, and what is read of answers.</summary>
public sealed class EthtoolTests
{
    private const ushort Family = 22;

    /// <summary>Command 15, version 1; a nest that names index 7 and asks for compact bitsets.</summary>
    [Fact]
    public void Get_Rings_IsTheseBytes() => Assert.Equal(
        "28000000" + "16000500" + "01000000" + "00000000" + "0f010000" + "14000180" + "08000100" + "07000000" + "08000300" + "01000000",
        Convert.ToHexStringLower(EthtoolMessage.Get(Family, EthtoolSubject.Rings, 7).Finish(1)));

    [Fact]
    public void Rings_ThatAreSet_AreReadBack()
    {
        Assert.Equal((512u, 256u), EthtoolAnswer.Rings(Payload(EthtoolMessage.SetRings(Family, 7, 512, 256))));
        Assert.Equal((512u, null), EthtoolAnswer.Rings(Payload(EthtoolMessage.SetRings(Family, 7, 512, null))));
        Assert.Equal((null, null), EthtoolAnswer.Rings([]));
    }

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(false, false, true)]
    [InlineData(false, false, false)]
    public void Pause_ThatIsSet_IsReadBack(bool negotiated, bool received, bool sent) => Assert.Equal(
        (negotiated, received, sent), EthtoolAnswer.Pause(Payload(EthtoolMessage.SetPause(Family, 7, negotiated, received, sent))));

    /// <summary>Numbers in both words of the bitset.</summary>
    [Fact]
    public void Modes_ThatAreAdvertised_AreReadBackWithThoseThatCouldBe()
    {
        var modes = EthtoolAnswer.Modes(Payload(EthtoolMessage.SetAdvertised(Family, 7, [5, 47], [0, 5, 31, 32, 47])));
        Assert.True(modes.Negotiated);
        Assert.Equal([5, 47], modes.Advertised);
        Assert.Equal([0, 5, 31, 32, 47], modes.Supported);
        Assert.Null(modes.Speed);
    }

    [Fact]
    public void Modes_ThatAreFixed_AreReadBack()
    {
        var modes = EthtoolAnswer.Modes(Payload(EthtoolMessage.SetFixed(Family, 7, 100, fullDuplex: false)));
        Assert.Equal((false, 100u, false), (modes.Negotiated, modes.Speed!.Value, modes.FullDuplex));
        Assert.Empty(modes.Supported);
    }

    [Fact]
    public void Wake_ThatIsSet_IsReadBack()
    {
        var (on, of) = EthtoolAnswer.Wake(Payload(EthtoolMessage.SetWake(Family, 7, [5])));
        Assert.Equal([5], on);
        Assert.Equal(EthtoolAnswer.MostWakeModes, of.Count);
        Assert.Empty(EthtoolAnswer.Wake(Payload(EthtoolMessage.SetWake(Family, 7, []))).On);
    }

    /// <summary>As the kernel answers: what the hardware could (all named, a flag for yes), what works, what nobody may change.</summary>
    [Fact]
    public void Features_ThatCanBeChanged_SayWhetherTheyWork()
    {
        var answer = GenericNetlink.Request(Family, 11, NetlinkFlags.Acknowledge)
            .Nest(0x8002, hardware => Named(
                hardware, noMask: false, ("rx-gro", true), ("rx-lro", true), ("hw-tc-offload", false), ("tx-lockless", true)))
            .Nest(0x8004, active => Named(active, noMask: true, ("rx-gro", true), ("tx-lockless", true)))
            .Nest(0x8005, never => Named(never, noMask: false, ("tx-lockless", true), ("rx-gro", false)));
        Assert.Equal(
            [("rx-gro", true), ("rx-lro", false)],
            EthtoolAnswer.Features(Payload(answer)).Select(feature => (feature.Key, feature.Value)).Order());
    }

    /// <summary>Nothing that is cut off breaks the reader, and none of it is believed.</summary>
    [Fact]
    public void Answers_ThatAreCutOff_AreReadAsFarAsTheyGo()
    {
        var whole = Payload(EthtoolMessage.SetAdvertised(Family, 7, [5, 47], [0, 5, 31, 32, 47])).ToArray();
        for (var length = 0; length < whole.Length; length++)
        {
            var modes = EthtoolAnswer.Modes(whole.AsSpan(0, length));
            Assert.All(modes.Advertised, mode => Assert.Contains(mode, (int[])[5, 47]));
            Assert.Empty(EthtoolAnswer.Features(whole.AsSpan(0, length)));
        }
    }

    private static void Named(NetlinkMessage message, bool noMask, params (string Name, bool On)[] bits)
    {
        if (noMask)
            message.Add(1, []);
        message.Nest(0x8003, list =>
        {
            foreach (var (name, on) in bits)
            {
                list.Nest(0x8001, bit =>
                {
                    bit.Add(2, name);
                    if (on)
                        bit.Add(3, []);
                });
            }
        });
    }

    private static ReadOnlySpan<byte> Payload(NetlinkMessage message) => message.Finish(1)[NetlinkMessage.HeaderLength..];
}
