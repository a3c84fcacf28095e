using Router.Ctl.Cli;

namespace Router.Ctl.Tests.Fleets;

/// <summary>The desk's verbs with real daemons and the real console, over a real sshd.</summary>
public sealed class RealFleetTests : IDisposable
{
    private readonly RealFleet fleet = new(2);

    public void Dispose() => fleet.Dispose();

    [Fact]
    public async Task Fleet_OfRealDaemons_ProvesWhatItRuns()
    {
        await ExpectAsync(ExitCode.Done, "status");
        Assert.Contains("2 devices: 2 differs\n", fleet.Terminal.Out);
        await ExpectAsync(ExitCode.Done, "push", "--yes");
        Assert.Contains("2 devices: 2 applied\n", fleet.Terminal.Out);
        await ExpectAsync(ExitCode.Done, "status");
        Assert.Contains("2 devices: 2 same\n", fleet.Terminal.Out);
        await ExpectAsync(ExitCode.Done, "drift");
        await ExpectAsync(ExitCode.Done, "run", "--", "show lock");
        Assert.Contains("==> r1, r2 (2 devices)\nnobody holds a lock\n", fleet.Terminal.Out);

        // It was restarted: the same key, and a higher number.
        fleet.Stop(2);
        fleet.Start(2);
        await ExpectAsync(ExitCode.Done, "status", "r2");
        Assert.Contains("1 device: 1 same\n", fleet.Terminal.Out);

        await ExpectAsync(ExitCode.Done, "backup", "--to", fleet["kept"]);
        Assert.Equal(2, Directory.GetFiles(fleet["kept"]).Length);
    }

    [Fact]
    public async Task Push_WhileAnotherDeskHoldsADevice_IsTold()
    {
        await ExpectAsync(ExitCode.Done, "run", "r1", "--", "lock 'fleet push 7 by ben@other' --minutes 5");
        await ExpectAsync(ExitCode.Input, "push", "r1", "--yes");
        Assert.Matches("r1 +busy .*fleet push 7 by ben@other \\(root, .*\\) holds it since [0-9:]+ until ", fleet.Terminal.Out);
        await ExpectAsync(ExitCode.Done, "run", "r1", "--", "unlock");
        await ExpectAsync(ExitCode.Done, "push", "r1", "--yes");
        Assert.Contains("1 device: 1 applied\n", fleet.Terminal.Out);
        await ExpectAsync(ExitCode.Done, "run", "r1", "--", "show lock");
        Assert.Contains("nobody holds a lock\n", fleet.Terminal.Out);
    }

    private async Task ExpectAsync(int code, params string[] args)
    {
        var got = await fleet.Run(args);
        Assert.True(got == code, $"{string.Join(' ', args)}: {got}\n{fleet.Terminal.Error}{fleet.Terminal.Out}");
    }
}
