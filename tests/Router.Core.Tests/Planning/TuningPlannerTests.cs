using Router.Core.Planning;
using Router.Core.Plans;
using Router.Core.State;
using Router.Core.Tests.State;
using Router.Documents;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Planning;

/// <summary>Settings of devices: made as they are wanted, and again what they were when nobody wants them.</summary>
public sealed class TuningPlannerTests
{
    private static readonly TuningKey Ring = new(TuningKind.Port, "eth0", TuningWords.RingRx);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commit_AndTheOneBefore_ChangeAndRestoreTheSetting()
    {
        var kernel = WithRing("256");
        var (plain, ringed) = (Desired(kernel, ""), Desired(kernel, "rings: { rx: 512 }"));
        Assert.Equal("~ port eth0 ring-rx 256 -> 512", await PlanAsync(kernel, ringed));
        await ApplyAsync(kernel, ringed);
        Assert.Equal(new ObservedTuning("512", "256"), kernel.State.Tunings[Ring]);
        Assert.Equal("~ port eth0 ring-rx 512 -> 1024", await PlanAsync(kernel, Desired(kernel, "rings: { rx: 1024 }")));
        await ApplyAsync(kernel, Desired(kernel, "rings: { rx: 1024 }"));
        Assert.Equal("~ port eth0 ring-rx 1024 -> 256", await PlanAsync(kernel, plain));
        await ApplyAsync(kernel, plain);
        Assert.Equal(new ObservedTuning("256"), kernel.State.Tunings[Ring]);
        Assert.Equal("", await PlanAsync(kernel, plain));
    }

    [Fact]
    public void Change_TakenBack_IsWhatItWas() =>
        Assert.Equal(new Change.SetTuning(Ring, "256", "512"), new Change.SetTuning(Ring, "512", "256").Inverse());

    /// <summary>What a port cannot do waits, where the document says it; what it would only be better with is nothing.</summary>
    [Fact]
    public async Task Setting_ThatAPortDoesNotHave_Waits()
    {
        var kernel = FakeKernel.WithPorts(1);
        var desired = Desired(kernel, "rings: { rx: 512 }");
        var outline = Planner.Outline(desired, await kernel.ReadAsync(desired, Stopping));
        Assert.Equal(["port eth0 ring-rx waits: this device has no such setting"], outline.Waiting.Select(waiting => $"{waiting}"));
        Assert.DoesNotContain(outline.Steps, step => step is Change.SetTuning);
    }

    /// <summary>No document says it, so a port that does not take it is no reason to take a commit back.</summary>
    [Fact]
    public async Task Setting_ThatNobodySaid_MayBeRefused()
    {
        var kernel = FakeKernel.WithPorts(1);
        var key = new TuningKey(TuningKind.Steering, "eth0");
        kernel.State = kernel.State with { Tunings = ValueMap<TuningKey, ObservedTuning>.Empty.With(key, new ObservedTuning("off")) };
        kernel.Refused = key;
        await ApplyAsync(kernel, Desired(kernel, ""));
        Assert.Equal(new ObservedTuning("off"), kernel.State.Tunings[key]);
    }

    private static FakeKernel WithRing(string value)
    {
        var kernel = FakeKernel.WithPorts(1);
        kernel.State = kernel.State with { Tunings = ValueMap<TuningKey, ObservedTuning>.Empty.With(Ring, new ObservedTuning(value)) };
        return kernel;
    }

    private static DesiredState Desired(FakeKernel kernel, string words) =>
        Example.Desired(Example.Read($"version: 2\ninterfaces:\n  wan: {{ device: eth0, ethernet: {{ {words} }} }}\n"), kernel);

    private static async Task<string> PlanAsync(FakeKernel kernel, DesiredState desired) => string.Join(
        '\n',
        Planner.Plan(desired, await kernel.ReadAsync(desired, Stopping)).Where(step => step is Change.SetTuning).Select(PlanText.Line));

    private static async Task ApplyAsync(FakeKernel kernel, DesiredState desired) => Assert.IsType<TransactionResult.Applied>(
        await new Transaction(kernel, kernel).RunAsync(desired, dryRun: false, null, Stopping));
}
