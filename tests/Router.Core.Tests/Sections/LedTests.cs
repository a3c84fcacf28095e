using Router.Core.State;
using Router.Core.Tests.State;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections;

/// <summary><c>system leds</c> and <c>system watchdog</c>: what the hardware is told.</summary>
public sealed class LedTests
{
    [Theory]
    [InlineData("system leds power trigger netdev", "system leds power: does not say whose traffic it shows (add interface)")]
    [InlineData(
        "system leds power trigger netdev;system leds power interface lam",
        "system leds power interface: there is no interface lam (did you mean lan?)")]
    [InlineData(
        "system leds power trigger heartbeat;system leds power interface lan;system leds power mode link",
        "system leds power interface: a lamp on heartbeat shows no interface (trigger: netdev)|"
        + "system leds power mode: a lamp on heartbeat has no mode (trigger: netdev, or delete mode)")]
    [InlineData("system watchdog timeout 5s", "system watchdog timeout: is no time for a watchdog (from 10s to 10m)")]
    public void Validate_Wrong_SaysWhatAndHow(string lines, string expected) =>
        Assert.Equal(expected, TypedLines.Problems(TypedLines.Into("minimal.yaml", lines)));

    [Theory]
    [InlineData("{ trigger: heartbeat }", "heartbeat")]
    [InlineData("{ trigger: disk }", "disk-activity")]
    [InlineData("{ trigger: netdev, interface: wan }", "netdev eth0 link tx rx")]
    [InlineData("{ trigger: netdev, interface: wan, mode: [rx, link] }", "netdev eth0 link rx")]
    public void Build_Lamp_IsItsTrigger(string lamp, string expected) => Assert.Equal(
        expected, Desired($"system: {{ leds: {{ \"green:wan\": {lamp} }} }}").Tunings[new TuningKey(TuningKind.Led, "green:wan")].Value);

    [Theory]
    [InlineData("", null)]
    [InlineData("system: { watchdog: { timeout: 1m } }", null)]
    [InlineData("system: { watchdog: { timeout: 90s } }", "timeout=90\n")]
    public void Build_Watchdog_HasAFileWhereItIsNotAsUsual(string document, string? expected)
    {
        var service = Desired(document).Services.Single(service => service.Name == "watchdog");
        Assert.Equal(expected, service.Files.SingleOrDefault()?.Content);
        Assert.Equal(expected is not null, service.Running);
    }

    private static DesiredState Desired(string document) => Example.Desired(
        Example.Read($"version: 2\n{document}\ninterfaces: {{ wan: {{ device: eth0 }} }}\n"), FakeKernel.WithPorts(1));
}
