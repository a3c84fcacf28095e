using Router.Controller.Devices;
using Router.Controller.Rollouts;

namespace Router.Controller.Tests;

/// <summary>How a rollout goes on, without devices and clocks.</summary>
public class RolloutMachineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 17, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Waves_ComeOneAfterTheOther_WithPausesBetween()
    {
        var state = Running(canary: 1, wave: 2, pause: 60, devices: 4);
        Assert.Equal(["r1"], Step(state, 0));
        Assert.Empty(Step(state, 1));
        Say(state, "r1", Standing.Same);
        Assert.Empty(Step(state, 2));
        Assert.Empty(Step(state, 61));
        Assert.Equal(["r2", "r3"], Step(state, 62));
        Say(state, "r2", Standing.Same);
        Assert.Empty(Step(state, 200));
        Say(state, "r3", Standing.Same);
        Assert.Empty(Step(state, 201));
        Assert.Equal(["r4"], Step(state, 261));
        Say(state, "r4", Standing.Same);
        Step(state, 262);
        Assert.Equal(RolloutStage.Done, state.Stage);
    }

    [Fact]
    public void Failures_UpToTheNumber_AreBorne_AndOneMoreHalts()
    {
        var state = Running(canary: 0, wave: 1, pause: 0, devices: 4, failures: 1);
        Assert.Equal(["r1"], Step(state, 0));
        Say(state, "r1", Standing.Failed);
        Assert.Equal(["r2"], Step(state, 1));
        Say(state, "r2", Standing.Failed);
        Assert.Empty(Step(state, 2));
        Assert.Equal(RolloutStage.Halted, state.Stage);
        Assert.Equal([PartState.Failed, PartState.Failed, PartState.Skipped, PartState.Skipped], state.Parts.Select(part => part.State));
    }

    [Fact]
    public void Device_ThatIsLate_FaredBadly_UntilItSaysOtherwise()
    {
        var state = Running(canary: 0, wave: 2, pause: 60, devices: 3, failures: 1, within: 30);
        Assert.Equal(["r1", "r2"], Step(state, 0));
        Say(state, "r1", Standing.Same);
        Step(state, 29);
        Assert.Equal(PartState.Assigned, state.Parts[1].State);
        Step(state, 30);
        Assert.Equal(PartState.Late, state.Parts[1].State);
        Say(state, "r2", Standing.Same);
        Step(state, 31);
        Assert.Equal(PartState.Applied, state.Parts[1].State);
        Assert.Equal(RolloutStage.Running, state.Stage);
    }

    [Fact]
    public void Device_ThatWasGivenSomethingElse_FaredBadly()
    {
        var state = Running(canary: 0, wave: 0, pause: 0, devices: 1);
        Step(state, 0);
        said["r1"] = new Standing { State = Standing.Same, Revision = 2, Rollout = "another" };
        Step(state, 1);
        Assert.Equal((RolloutStage.Halted, PartState.Failed), (state.Stage, state.Parts[0].State));
    }

    private readonly Dictionary<string, Standing> said = [];

    private void Say(RolloutState state, string device, string standing) =>
        said[device] = new Standing { State = standing, Revision = 1, Rollout = state.Id };

    /// <summary>Names of those that are given their documents, which is done here as the grain does it.</summary>
    private List<string> Step(RolloutState state, int seconds)
    {
        var now = Noon.AddSeconds(seconds);
        var give = RolloutMachine.Step(state, said, now);
        foreach (var part in give)
        {
            (part.State, part.Revision, part.AssignedAt) = (PartState.Assigned, 1, now);
            said.TryAdd(part.Device, new Standing { State = Standing.Pending, Revision = 1, Rollout = state.Id });
        }
        return [.. give.Select(part => part.Device)];
    }

    private static RolloutState Running(int canary, int wave, int pause, int devices, int failures = 0, int within = 600) => new()
    {
        Id = "this",
        Stage = RolloutStage.Running,
        Canary = canary,
        WaveSize = wave,
        PauseSeconds = pause,
        MaxFailures = failures,
        WithinSeconds = within,
        Parts = [.. Enumerable.Range(1, devices).Select(number => new RolloutPart { Device = $"r{number}" })],
    };
}
