using FsCheck.Fluent;
using Router.Core.Planning;
using Router.Core.State;
using Router.Core.Tests.State;
using Router.Features.Configuration;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Planning;

public class PlannerProperties
{
    private static readonly FsCheck.Config Settings = FsCheck.Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void Plan_AfterApplying_IsEmpty() =>
        FsCheck.Check.One(Settings, Prop.ForAll(RandomDocuments.Any, RandomDocuments.Any, (first, second) =>
        {
            var kernel = FakeKernel.WithPorts(RandomDocuments.Ports);
            Apply(kernel, first);
            Assert.Empty(Planner.Plan(Apply(kernel, second), kernel.State));
        }));

    [Fact]
    public void Plan_ThereAndBack_RestoresAllThatTheDocumentNames() =>
        FsCheck.Check.One(Settings, Prop.ForAll(RandomDocuments.Any, RandomDocuments.Any, (first, second) =>
        {
            var kernel = FakeKernel.WithPorts(RandomDocuments.Ports);
            var desired = Apply(kernel, first);
            var before = Essence.Of(kernel.State, desired);
            Apply(kernel, second);
            Apply(kernel, first);
            AssertSame(before, Essence.Of(kernel.State, desired), first, second);
        }));

    [Fact]
    public void Transaction_FailingAtAnyStep_LeavesEverythingAsItWas() => FsCheck.Check.One(Settings, Prop.ForAll(
        RandomDocuments.Any, RandomDocuments.Any, ArbMap.Default.ArbFor<FsCheck.NonNegativeInt>(), (first, second, step) =>
        {
            var kernel = FakeKernel.WithPorts(RandomDocuments.Ports);
            Apply(kernel, first);
            var before = Essence.Of(kernel.State);
            var desired = Example.Desired(second, kernel);
            var steps = Planner.Plan(desired, Read(kernel, desired)).Count;
            if (steps == 0)
                return;
            kernel.FailAt = step.Get % steps;
            var failed = Assert.IsType<TransactionResult.Failed>(Run(kernel, desired));
            Assert.Empty(failed.NotUndone);
            AssertSame(before, Essence.Of(kernel.State), first, second);
        }));

    private static void AssertSame(string before, string after, RouterConfig first, RouterConfig second)
    {
        var (lost, left) = (before.Split('\n').Except(after.Split('\n')), after.Split('\n').Except(before.Split('\n')));
        Assert.True(
            before == after,
            $"lost\n{string.Join('\n', lost)}\nleft over\n{string.Join('\n', left)}\nfrom\n{ConfigWriter.ToText(first)}\nto\n{ConfigWriter.ToText(second)}");
    }

    private static DesiredState Apply(FakeKernel kernel, RouterConfig config)
    {
        var desired = Example.Desired(config, kernel);
        var result = Run(kernel, desired);
        Assert.False(result is TransactionResult.Failed, $"{(result as TransactionResult.Failed)?.Reason}\n{ConfigWriter.ToText(config)}");
        return desired;
    }

    // The kernel in memory never waits, so neither does this.
    private static TransactionResult Run(FakeKernel kernel, DesiredState desired) =>
        new Transaction(kernel, kernel).RunAsync(desired, false, null, CancellationToken.None).GetAwaiter().GetResult();

    private static ObservedState Read(FakeKernel kernel, DesiredState desired) =>
        kernel.ReadAsync(desired, CancellationToken.None).GetAwaiter().GetResult();
}
