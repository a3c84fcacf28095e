using System.Diagnostics;
using System.Globalization;
using Router.Core.Planning;
using Router.Core.Plans;
using Router.Core.State;
using Router.Netns.Tests.Namespaces;
using Router.Testing.Generated;
using Router.Testing.Kernel;

namespace Router.Netns.Tests;

/// <summary>
/// Whatever passes the check is applied, from nothing and from any other document, with leases that come and go in between, and then
/// there is
/// nothing left to do; a failure on the way is taken back whole. ROUTER_FUZZ_SECONDS=N goes on for so long with other seeds.
/// </summary>
public sealed class RandomRouterTests
{
    private const int Journeys = 6, Documents = 8;

    [Fact]
    public async Task Apply_AnythingThatPassesTheCheck_IsAppliedFromAnything()
    {
        var seconds = double.Parse(Environment.GetEnvironmentVariable("ROUTER_FUZZ_SECONDS") ?? "0", CultureInfo.InvariantCulture);
        var first = int.Parse(Environment.GetEnvironmentVariable("ROUTER_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture);
        var watch = Stopwatch.StartNew();
        for (var seed = first; seed < first + Journeys || watch.Elapsed.TotalSeconds < seconds; seed++)
            await JourneyAsync(seed);
    }

    private static async Task JourneyAsync(int seed)
    {
        var random = new Random(seed);
        var source = new RandomRouter(random, "vxlan", "veth");
        await using var router = await RouterUnderTest.CreateAsync(RandomRouter.Ports);
        var (story, before) = ($"seed {seed}\n", "");
        for (var i = 0; i < Documents; i++)
        {
            await LeasesAsync(router, random, source, before, note => story += note);
            var document = source.Next().Document;
            story += $"\n--- to\n{document}";
            var desired = (await router.BuildAsync(document)).NetworkOnly();
            await FailAsync(router, random, desired, story);
            var result = await router.TryApplyAsync(desired);
            Assert.True(
                result is TransactionResult.Applied or TransactionResult.Unchanged,
                $"{(result as TransactionResult.Failed)?.Reason}\n{(result as TransactionResult.Failed)?.NotUndone}\n{result}\n{story}");
            var rest = Planner.Plan(desired, await router.ObserveAsync(desired));
            Assert.True(rest.Count == 0, $"{PlanText.Render(rest)}\n{story}");
            before = document;
            story = $"seed {seed}, step {i + 1}\n--- from\n{document}";
        }
    }

    /// <summary>A step that fails leaves what was.</summary>
    private static async Task FailAsync(RouterUnderTest router, Random random, DesiredState desired, string story)
    {
        var observed = await router.ObserveAsync(desired);
        var steps = Planner.Plan(desired, observed).Count;
        if (steps == 0)
            return;
        var at = random.Next(steps);
        var failed = Assert.IsType<TransactionResult.Failed>(await router.TryApplyAsync(desired, new FailingApplier(router.Applier, at)));
        Assert.True(
            failed.NotUndone.Count == 0,
            $"failed at step {at} of {steps}: {failed.Reason}; not taken back {string.Join('\n', failed.NotUndone)}\n{story}");
        var (before, after) = (Essence.Of(observed), Essence.Of(await router.ObserveAsync(desired)));
        Assert.True(
            before == after,
            $"failed at step {at} of {steps}: lost\n{string.Join('\n', before.Split('\n').Except(after.Split('\n')))}\nleft over\n{string.Join('\n', after.Split('\n').Except(before.Split('\n')))}\n{story}");
    }

    /// <summary>As a DHCP client or an advertisement gives and takes, on ports that are no part of anything else.</summary>
    private static async Task LeasesAsync(RouterUnderTest router, Random random, RandomRouter source, string document, Action<string> note)
    {
        for (var port = 0; port < RandomRouter.Ports; port++)
        {
            if (random.Next(4) == 0)
                await TryAsync($"address flush dev eth{port} dynamic");
            if (random.Next(3) == 0 && document.Contains($"device: eth{port}", StringComparison.Ordinal))
                await TryAsync($"address add {source.Lease(port)} dev eth{port} valid_lft 3600 preferred_lft 3600");
        }

        async Task TryAsync(string arguments)
        {
            try
            {
                await router.Kernel.IpAsync(arguments);
                note($"{arguments}\n");
            }
            catch (InvalidOperationException)
            {
                // It has it already, or takes none.
            }
        }
    }
}
