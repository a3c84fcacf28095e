using Router.Core.State;
using Router.Core.Tests.State;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections;

/// <summary><c>interfaces NAME ethernet</c> and <c>steering</c>: what ports are told.</summary>
public sealed class EthernetTests
{
    [Theory]
    [InlineData(
        "interfaces lan ethernet speed 1234",
        "interfaces lan ethernet speed: there is no Ethernet of 1234 Mbit/s (one of 10, 100, 1000, 2500, 5000, 10000, 20000, 25000, 40000)")]
    [InlineData(
        "interfaces lan ethernet duplex half",
        "interfaces lan ethernet duplex: says nothing without a speed (add speed, or delete duplex)")]
    [InlineData(
        "interfaces lan ethernet speed 2500;interfaces lan ethernet duplex half",
        "interfaces lan ethernet duplex: there is no half duplex at 2500 Mbit/s (delete duplex)")]
    [InlineData(
        "interfaces lan ethernet autonegotiation false",
        "interfaces lan ethernet autonegotiation: without it nobody knows the speed (add speed, or delete autonegotiation)")]
    [InlineData(
        "interfaces x vlan 7;interfaces x on lan;interfaces x ethernet wake off;interfaces x steering false",
        "interfaces x ethernet: the interface has no port (say it of the interface with the device that it stands on)|"
        + "interfaces x steering: the interface has no port (say it of the interface with the device that it stands on)")]
    public void Validate_Wrong_SaysWhatAndHow(string lines, string expected) =>
        Assert.Equal(expected, TypedLines.Problems(TypedLines.Into("minimal.yaml", lines)));

    /// <summary>Ports alone: what the document makes has no hardware.</summary>
    [Fact]
    public void Build_WithoutAWord_SpreadsPacketsOfPortsAndNothingElse() => Assert.Equal(
        ["steering all = on?", "steering eth0 = on?", "steering eth1 = on?", "steering eth2 = on?"],
        Tunings("wan: { device: eth0 }\n  lan: { bridge: [eth1, eth2] }\n  guests: { vlan: 7, on: lan }"));

    [Fact]
    public void Build_Words_AreSettingsOfEachPort() => Assert.Equal(
        [
            "port eth1 link = auto 1000 full", "port eth1 offload-gro = off", "port eth1 ring-rx = 512",
            "port eth2 link = auto 1000 full", "port eth2 offload-gro = off", "port eth2 ring-rx = 512",
            "steering eth1 = off", "steering eth2 = off",
        ],
        Tunings("lan: { bridge: [eth1, eth2], steering: false, ethernet: { speed: 1000, rings: { rx: 512 }, offloads: { gro: false } } }"));

    [Theory]
    [InlineData("speed: 100, duplex: half, autonegotiation: false", "port eth0 link = fixed 100 half")]
    [InlineData("speed: 100, autonegotiation: true", "port eth0 link = auto 100 full")]
    [InlineData("autonegotiation: true", "port eth0 link = auto")]
    [InlineData("pause: both", "port eth0 pause = both")]
    [InlineData("wake: magic", "port eth0 wake = magic")]
    [InlineData("rings: { tx: 64 }", "port eth0 ring-tx = 64")]
    [InlineData("offloads: { tx-checksum: true }", "port eth0 offload-tx-checksum = on")]
    public void Build_Word_IsASetting(string words, string expected) => Assert.Equal(
        [expected, "steering all = on?", "steering eth0 = on?"], Tunings($"wan: {{ device: eth0, ethernet: {{ {words} }} }}"));

    private static IEnumerable<string> Tunings(string interfaces)
    {
        var desired = Example.Desired(Example.Read($"version: 2\ninterfaces:\n  {interfaces}\n"), FakeKernel.WithPorts(3));
        return desired.Tunings.Select(tuning => $"{tuning.Key} = {tuning.Value.Value}{(tuning.Value.Optional ? "?" : "")}")
            .Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("port eth0 ring-rx")]
    [InlineData("steering all")]
    [InlineData("led green:wan")]
    public void Key_AsText_IsReadBack(string text) => Assert.Equal(text, $"{TuningKey.Parse(text)}");

    [Theory]
    [InlineData("")]
    [InlineData("lamp")]
    [InlineData("lamp green:wan")]
    public void Key_ThatIsNone_IsNull(string text) => Assert.Null(TuningKey.Parse(text));
}
