using Router.Linux.Tunings;

namespace Router.Linux.Tests.Tunings;

/// <summary>Our words for what the kernel has several names of.</summary>
public sealed class OffloadsTests
{
    private static readonly Dictionary<string, bool> Features = new()
    {
        ["rx-gro"] = true,
        ["tx-tcp-segmentation"] = true,
        ["tx-tcp6-segmentation"] = false,
        ["tx-checksum-ip-generic"] = false,
    };

    [Theory]
    [InlineData("gro", "on")]
    [InlineData("tx-checksum", "off")]
    [InlineData("tso", "tx-tcp-segmentation=on,tx-tcp6-segmentation=off")]
    [InlineData("lro", null)]
    [InlineData("nonsense", null)]
    public void Words_OfAPort_AreWhatItHas(string offload, string? expected) => Assert.Equal(expected, Offloads.Words(offload, Features));

    [Theory]
    [InlineData("tso", "on", "tx-tcp-segmentation=True,tx-tcp6-segmentation=True")]
    [InlineData("gro", "off", "rx-gro=False")]
    [InlineData("tso", "tx-tcp-segmentation=on,tx-tcp6-segmentation=off", "tx-tcp-segmentation=True,tx-tcp6-segmentation=False")]
    public void Wanted_Value_IsOfWhatThePortHas(string offload, string value, string expected) => Assert.Equal(
        expected, string.Join(',', Offloads.Wanted(offload, value, Features).Select(feature => $"{feature.Key}={feature.Value}")));
}
