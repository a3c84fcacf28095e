using Router.Ctl.Cli;

namespace Router.Ctl.Tests.Fleets;

/// <summary>As many real daemons as <c>ROUTER_FLEET</c> says behind a real sshd, at once: what the report says is what each runs.</summary>
public sealed class LargeFleetTests : IDisposable
{
    private static readonly int Routers =
        int.TryParse(Environment.GetEnvironmentVariable("ROUTER_FLEET"), out var routers) ? routers : 200;

    private readonly RealFleet fleet = new(Routers);

    public void Dispose() => fleet.Dispose();

    [Fact(Explicit = true)]
    public async Task Push_ToAllAtOnce_IsWhatEachRunsAndSigns()
    {
        var code = await fleet.Run("push", "--parallel", "64", "--yes");
        Assert.True(code == ExitCode.Done, $"{fleet.Terminal.Error}{fleet.Terminal.Out}");
        Assert.Contains($"{Routers} devices: {Routers} applied\n", fleet.Terminal.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await fleet.Run("status", "--parallel", "64"));
        Assert.Contains($"{Routers} devices: {Routers} same\n", fleet.Terminal.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await fleet.Run("run", "--parallel", "64", "--", "show configuration"));
        for (var n = 1; n <= Routers; n++)
            Assert.Contains($"hostname: r{n}\n", fleet.Terminal.Out, StringComparison.Ordinal);
    }
}
