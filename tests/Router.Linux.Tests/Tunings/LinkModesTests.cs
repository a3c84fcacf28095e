using Router.Linux.Tunings;
using Router.Wire.Netlink.Ethtool;

namespace Router.Linux.Tests.Tunings;

/// <summary>A port of copper up to a gigabit: modes 0 to 5, and 6, 7 and 13 that are of no speed.</summary>
public sealed class LinkModesTests
{
    private static readonly EthtoolModes Copper = new(true, [0, 1, 2, 3, 5, 6, 7, 13], [0, 1, 2, 3, 5, 6, 7, 13], 1000, true);

    [Fact]
    public void Words_OfAllModes_AreAuto() => Assert.Equal("auto", LinkModes.Words(Copper));

    [Theory]
    [InlineData(new[] { 5, 6, 7 }, "auto 1000 full")]
    [InlineData(new[] { 2, 6 }, "auto 100 half")]
    [InlineData(new[] { 0, 1, 2, 13 }, "modes 0,1,2")]
    public void Words_OfSomeModes_AreTheirSpeed(int[] advertised, string expected) =>
        Assert.Equal(expected, LinkModes.Words(Copper with { Advertised = advertised }));

    [Theory]
    [InlineData(100u, false, "fixed 100 half")]
    [InlineData(null, true, "fixed 0 full")]
    public void Words_WithoutTalk_AreFixed(uint? speed, bool full, string expected) =>
        Assert.Equal(expected, LinkModes.Words(Copper with { Negotiated = false, Speed = speed, FullDuplex = full }));

    /// <summary>What was read can be written, and is read again as the same.</summary>
    [Theory]
    [InlineData("auto", new[] { 0, 1, 2, 3, 5 })]
    [InlineData("auto 1000 full", new[] { 5 })]
    [InlineData("auto 10 half", new[] { 0 })]
    [InlineData("modes 0,1,2", new[] { 0, 1, 2 })]
    public void Advertised_OfWords_IsReadAsThese(string words, int[] expected)
    {
        var advertised = LinkModes.Advertised(words, Copper)!;
        Assert.Equal(expected, advertised);
        Assert.Equal(words, LinkModes.Words(Copper with { Advertised = advertised }));
    }

    [Theory]
    [InlineData("auto 10000 full")]
    [InlineData("auto 1000 half")]
    [InlineData("nonsense")]
    public void Advertised_ThatThePortCannotDo_IsNothing(string words) => Assert.Null(LinkModes.Advertised(words, Copper));

    [Fact]
    public void Fixed_Words_AreSpeedAndDuplex()
    {
        Assert.Equal((100u, false), LinkModes.Fixed("fixed 100 half"));
        Assert.Null(LinkModes.Fixed("auto 100 half"));
    }
}
