using Router.Core.Planning;
using Router.Core.Plans;
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
            var before = Essence.Of(await kernel.ReadAsync(desired, Stopping));
            kernel.FailAt = steps;
            if (await new Transaction(kernel, kernel).RunAsync(desired, false, null, Stopping) is not TransactionResult.Failed failed)
                break;
            Assert.Contains("Cannot allocate memory", failed.Reason, StringComparison.Ordinal);
            Assert.Empty(failed.NotUndone);
            Assert.Equal(before, Essence.Of(await kernel.ReadAsync(desired, Stopping)));
        }
        Assert.True(steps > 30, $"only {steps} steps");
    }

    [Fact]
    public async Task Run_CancelledBetweenSteps_TakesEverythingBack()
    {
        var kernel = FakeKernel.WithPorts(3);
        var desired = Example.Desired(Example.File("home.yaml"), kernel);
        var before = Essence.Of(await kernel.ReadAsync(desired, Stopping));
        using var stop = new CancellationTokenSource();
        var run = new Transaction(kernel, kernel).RunAsync(desired, false, change => Stop(stop, change), stop.Token);

        await Assert.ThrowsAsync<OperationCanceledException>(() => run);
        Assert.Equal(before, Essence.Of(await kernel.ReadAsync(desired, Stopping)));

        static void Stop(CancellationTokenSource stop, Change change)
        {
            if (change is Change.AddAddress)
                stop.Cancel();
        }
    }

    [Fact]
    public async Task Run_ServiceThatDoesNotRestart_RunsAgainWithItsOldFiles()
    {
        var kernel = FakeKernel.WithPorts(3);
        var transaction = new Transaction(kernel, kernel);
        var config = Example.File("home.yaml");
        await transaction.RunAsync(Example.Desired(config, kernel), false, null, Stopping);
        var before = Essence.Of(kernel.State);
        var changed = config with { Services = config.Services with { Dns = config.Services.Dns! with { Domain = "other.example" } } };
        var desired = Example.Desired(changed, kernel);
        var plan = Planner.Plan(desired, await kernel.ReadAsync(desired, Stopping));
        kernel.FailAt = plan.ToList().FindIndex(c => c is Change.RefreshService { Name: "dnsmasq" });

        Assert.IsType<TransactionResult.Failed>(await transaction.RunAsync(desired, false, null, Stopping));
        Assert.True(kernel.State.Services["dnsmasq"].Running);
        Assert.Equal(before, Essence.Of(kernel.State));
    }

    [Fact]
    public async Task Run_RefusedByAChecker_TouchesNothing()
    {
        var kernel = FakeKernel.WithPorts(3);
        kernel.CheckProblems.Add("squid: line 7: unknown directive");
        var result = await new Transaction(kernel, kernel)
            .RunAsync(Example.Desired(Example.File("home.yaml"), kernel), false, null, Stopping);

        Assert.Equal("squid: line 7: unknown directive", Assert.Single(Assert.IsType<TransactionResult.Refused>(result).Reasons));
        Assert.Empty(kernel.Applied);
    }

    [Fact]
    public async Task Run_Dry_TouchesNothing()
    {
        var kernel = FakeKernel.WithPorts(3);
        var result = await new Transaction(kernel, kernel)
            .RunAsync(Example.Desired(Example.File("home.yaml"), kernel), true, null, Stopping);

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
        var result = Assert.IsType<TransactionResult.Applied>(
            await transaction.RunAsync(Example.Desired(changed, kernel), false, null, Stopping));

        Assert.Equal("~ file /etc/squid/squid.conf (squid)\n~ service squid reloads\n", PlanText.Render(result.Plan));
    }

    [Fact]
    public async Task Run_BackToTheFormerDocument_RestoresWhatWasObserved()
    {
        var kernel = FakeKernel.WithPorts(3);
        var transaction = new Transaction(kernel, kernel);
        var home = Example.Desired(Example.File("home.yaml"), kernel);
        await transaction.RunAsync(home, false, null, Stopping);
        var before = Essence.Of(await kernel.ReadAsync(home, Stopping));
        var other = Example.Desired(
            Example.Read("version: 1\ninterfaces:\n  up: { device: eth2, addresses: [10.9.0.1/24], zone: a }\n"), kernel);
        await transaction.RunAsync(other, false, null, Stopping);
        Assert.Empty(Planner.Plan(other, await kernel.ReadAsync(other, Stopping)));
        await transaction.RunAsync(home, false, null, Stopping);

        Assert.Equal(before, Essence.Of(await kernel.ReadAsync(home, Stopping)));
    }
}
