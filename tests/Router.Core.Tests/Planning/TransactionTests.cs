using Router.Core.Planning;
using Router.Core.State;
using Router.Core.Tests.State;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Planning;

public class TransactionTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_SameDocumentTwice_ChangesNothingTheSecondTime()
    {
        var kernel = FakeKernel.WithPorts(3);
        var transaction = new Transaction(kernel, kernel);
        var desired = Example.Desired(Example.File("home.yaml"), kernel);

        Assert.IsType<TransactionResult.Applied>(await transaction.RunAsync(desired, false, null, Stopping));
        Assert.IsType<TransactionResult.Unchanged>(await transaction.RunAsync(desired, false, null, Stopping));
    }

    [Fact]
    public async Task Run_FailureAtEachStep_LeavesTheDeviceAsItWas()
    {
        var steps = 0;
        for (; ; steps++)
        {
            var kernel = FakeKernel.WithPorts(3);
            var desired = Example.Desired(Example.File("home.yaml"), kernel);
            var before = Essence(await kernel.ReadAsync(desired, Stopping));
            kernel.FailAt = steps;
            if (await new Transaction(kernel, kernel).RunAsync(desired, false, null, Stopping) is not TransactionResult.Failed failed)
                break;
            Assert.Contains("Cannot allocate memory", failed.Reason, StringComparison.Ordinal);
            Assert.Empty(failed.NotUndone);
            Assert.Equal(before, Essence(await kernel.ReadAsync(desired, Stopping)));
        }
        Assert.True(steps > 30, $"only {steps} steps");
    }

    [Fact]
    public async Task Run_RefusedByAChecker_TouchesNothing()
    {
        var kernel = FakeKernel.WithPorts(3);
        kernel.CheckProblems.Add("squid: line 7: unknown directive");
        var result = await new Transaction(kernel, kernel).RunAsync(Example.Desired(Example.File("home.yaml"), kernel), false, null, Stopping);

        Assert.Equal("squid: line 7: unknown directive", Assert.Single(Assert.IsType<TransactionResult.Refused>(result).Reasons));
        Assert.Empty(kernel.Applied);
    }

    [Fact]
    public async Task Run_Dry_TouchesNothing()
    {
        var kernel = FakeKernel.WithPorts(3);
        var result = await new Transaction(kernel, kernel).RunAsync(Example.Desired(Example.File("home.yaml"), kernel), true, null, Stopping);

        Assert.NotEmpty(Assert.IsType<TransactionResult.Planned>(result).Plan);
        Assert.Empty(kernel.Applied);
    }

    [Fact]
    public async Task Run_OneChangedLeaf_TouchesOnlyWhatTheLeafSays()
    {
        var kernel = FakeKernel.WithPorts(3);
        var transaction = new Transaction(kernel, kernel);
        var config = Example.File("home.yaml");
        await transaction.RunAsync(Example.Desired(config, kernel), false, null, Stopping);

        var changed = config with { Services = config.Services with { Proxy = config.Services.Proxy! with { Deny = ["other.example"] } } };
        var result = Assert.IsType<TransactionResult.Applied>(await transaction.RunAsync(Example.Desired(changed, kernel), false, null, Stopping));

        Assert.Equal("~ file /etc/squid/squid.conf (squid)\n~ service squid reloads\n", PlanText.Render(result.Plan));
    }

    [Fact]
    public async Task Run_BackToTheFormerDocument_RestoresWhatWasObserved()
    {
        var kernel = FakeKernel.WithPorts(3);
        var transaction = new Transaction(kernel, kernel);
        var home = Example.Desired(Example.File("home.yaml"), kernel);
        await transaction.RunAsync(home, false, null, Stopping);
        var before = Essence(await kernel.ReadAsync(home, Stopping));
        var other = Example.Desired(Example.Read("version: 1\ninterfaces:\n  up: { device: eth2, addresses: [10.9.0.1/24], zone: a }\n"), kernel);
        await transaction.RunAsync(other, false, null, Stopping);
        Assert.Empty(Planner.Plan(other, await kernel.ReadAsync(other, Stopping)));
        await transaction.RunAsync(home, false, null, Stopping);

        Assert.Equal(before, Essence(await kernel.ReadAsync(home, Stopping)));
    }

    /// <summary>What people would see: without index numbers, without services that never ran, in the order of names.</summary>
    private static string Essence(ObservedState state) => string.Join('\n',
    [
        state.Hostname, state.RulesetFingerprint ?? "no firewall",
        .. state.Links.Values.OrderBy(l => l.Name, StringComparer.Ordinal).Select(l => $"{l.Name} {l.Kind} {l.Master} {l.Mtu} {l.Up} {string.Join(' ', l.Addresses.Select(a => $"{a}").Order(StringComparer.Ordinal))}"),
        .. state.Routes.Select(r => $"{r}").Order(StringComparer.Ordinal),
        .. state.Sysctls.Select(s => $"{s.Key}={s.Value}"),
        .. state.Services.Where(s => s.Value.Running || s.Value.Files.Count > 0).OrderBy(s => s.Key, StringComparer.Ordinal)
            .SelectMany(s => s.Value.Files.Values.Select(f => $"{f}").Order(StringComparer.Ordinal).Prepend($"{s.Key} {s.Value.Running}")),
    ]);
}
