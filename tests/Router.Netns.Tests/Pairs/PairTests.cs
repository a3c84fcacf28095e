using FsCheck;
using FsCheck.Fluent;
using Router.Core.Planning;
using Router.Core.Plans;
using Router.Core.State;
using Router.Documents;
using Router.Netns.Tests.Namespaces;
using Router.Testing.Kernel;

namespace Router.Netns.Tests.Pairs;

/// <summary>
/// Pairs of random documents on the real kernel, and the same on the kernel in memory: both plan the same steps and end in the same
/// state, a failure at any step leaves what was, and the way back restores it.
/// </summary>
public sealed class PairTests
{
    private const int Ports = 4, Pairs = 100;

    [Fact]
    public async Task RealAndFakeKernel_RandomPairs_Agree()
    {
        await using var router = await RouterUnderTest.CreateAsync(Ports);
        var fake = await FakeLikeAsync(router);
        // FsCheck is synchronous; the namespace has a thread of its own.
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Pairs),
            Prop.ForAll(RandomDocument.Any, RandomDocument.Any, ArbMap.Default.ArbFor<NonNegativeInt>(), (first, second, step) =>
                JourneyAsync(router, fake, first, second, step.Get).GetAwaiter().GetResult()));
    }

    private static async Task JourneyAsync(RouterUnderTest router, FakeKernel fake, string first, string second, int step)
    {
        var story = $"\nfrom\n{first}\nto\n{second}";
        var a = await BuildAsync(router, fake, first);
        await BothAsync(router, fake, a, story);
        var before = await SeenAsync(router, a);
        var b = await BuildAsync(router, fake, second);
        var plan = Planner.Plan(b, await router.ObserveAsync(b));
        Same(Steps(Planner.Plan(b, await fake.ReadAsync(b, default))), Steps(plan), "plan", story);
        if (plan.Count > 0)
        {
            var failed = Assert.IsType<TransactionResult.Failed>(
                await router.TryApplyAsync(b, new FailingApplier(router.Applier, step % plan.Count)));
            Assert.True(failed.NotUndone.Count == 0, string.Join('\n', failed.NotUndone) + story);
            Same(before, await SeenAsync(router, a), $"after a failure at step {step % plan.Count} of {plan.Count}", story);
        }
        await BothAsync(router, fake, b, story);
        await BothAsync(router, fake, a, story);
        Same(before, await SeenAsync(router, a), "there and back", story);
    }

    /// <summary>Applied to both; then both look as wanted and alike.</summary>
    private static async Task BothAsync(RouterUnderTest router, FakeKernel fake, DesiredState desired, string story)
    {
        var real = await router.TryApplyAsync(desired);
        Assert.True(real is TransactionResult.Applied or TransactionResult.Unchanged, real + story);
        var made = await new Transaction(fake, fake).RunAsync(desired, false, null, default);
        Assert.True(made.GetType() == real.GetType(), $"{made} and {real}{story}");
        Assert.True(Planner.Plan(desired, await router.ObserveAsync(desired)).Count == 0, story);
        Same(Plain(await fake.ReadAsync(desired, default), desired), await SeenAsync(router, desired), "state", story);
    }

    private static async Task<string> SeenAsync(RouterUnderTest router, DesiredState desired) =>
        Plain(await router.ObserveAsync(desired), desired);

    /// <summary>Without the VLANs of bridges' ports, which not every kernel has.</summary>
    private static string Plain(ObservedState state, DesiredState desired) => Essence.Of(
        state with { Links = state.Links.Select(link => KeyValuePair.Create(link.Key, link.Value with { Vlans = [] })).ToValueMap() },
        desired);

    /// <summary>Links and firewall; the settings that this kernel has.</summary>
    private static async Task<DesiredState> BuildAsync(RouterUnderTest router, FakeKernel fake, string document)
    {
        var desired = (await router.BuildAsync(document)).NetworkOnly();
        return desired with { Sysctls = desired.Sysctls.Where(s => fake.State.Sysctls.ContainsKey(s.Key)).ToValueMap() };
    }

    /// <summary>A kernel in memory that begins as the real one is.</summary>
    private static async Task<FakeKernel> FakeLikeAsync(RouterUnderTest router)
    {
        var any = await router.BuildAsync("version: 1\n");
        return new FakeKernel(await router.ObserveAsync(any.NetworkOnly()));
    }

    /// <summary>Routes that go are in the order in which a kernel lists them: that one is its own.</summary>
    private static string Steps(ValueList<Change> plan) => string.Join('\n', plan.Select(PlanText.Line).Order(StringComparer.Ordinal));

    private static void Same(string expected, string actual, string what, string story)
    {
        var (lost, left) = (expected.Split('\n').Except(actual.Split('\n')), actual.Split('\n').Except(expected.Split('\n')));
        Assert.True(expected == actual, $"{what}: expected\n{string.Join('\n', lost)}\nis\n{string.Join('\n', left)}{story}");
    }
}
