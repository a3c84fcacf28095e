using Router.Core.Plans;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Survival;

/// <summary>A kernel that cannot be asked, for a while.</summary>
public class BlindTests
{
    private static readonly Author Anna = new("anna", "local");
    private static readonly string One = TestRouter.Document("192.168.1.1/24");
    private static readonly string Two = TestRouter.Document("192.168.2.1/24");

    [Theory]
    [InlineData("INetworkState.ReadLinksAsync")]
    [InlineData("INetworkState.ReadAsync")]
    [InlineData("IChangeApplier.ApplyAsync")]
    public async Task Boot_PortThrows_GoesOnSaysSoAndComesByItself(string method)
    {
        foreach (var kind in Fault.Kinds)
        {
            var folder = Directory.CreateTempSubdirectory("router-state-").FullName;
            await using (var before = await new TestRouter(folder, keep: true).BootAsync())
                await before.Engine.CommitAsync(One, null, Anna, null);
            var fault = new Fault();
            fault.Begin(method, kind);
            await using var router = await new TestRouter(folder, fault: fault).BootAsync();
            Assert.True(router.Engine.NetworkReady.IsCompleted && router.Engine.ServicesReady);
            Assert.NotEmpty(router.Engine.Notes);
            fault.End();
            Assert.True(await router.Engine.RecoverAsync());
            Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
            Assert.Empty(router.Engine.Notes);
        }
    }

    [Theory]
    [InlineData("INetworkState.ReadLinksAsync")]
    [InlineData("INetworkState.ReadAsync")]
    [InlineData("IChangeApplier.ApplyAsync")]
    public async Task Expiry_PortThrows_GoesBackWhenItCan(string method)
    {
        foreach (var kind in Fault.Kinds)
        {
            var fault = new Fault();
            await using var router = await new TestRouter(fault: fault).BootAsync();
            await router.Engine.CommitAsync(One, null, Anna, null);
            await router.Engine.CommitAsync(Two, TimeSpan.FromMinutes(1), Anna, null);
            fault.Begin(method, kind);
            router.Time.Advance(TimeSpan.FromMinutes(1));
            await router.SettleAsync();
            Assert.Null(router.Engine.Pending);
            Assert.NotEmpty(router.Engine.Notes);
            fault.End();
            await router.Engine.RecoverAsync();
            Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
            Assert.Equal(1, router.Engine.Running.Generation!.Number);
            Assert.Empty(router.Engine.Notes);
        }
    }

    [Fact]
    public async Task Boot_NoFirewallCanBeLoaded_ForwardsNothingLetsTheAdminInAndComesByItself()
    {
        const string more = """
            system: { users: { anna: { role: admin, keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8oEqVqaEs2YmDCKH7dcVPkYD9gbvRqoxSDwPCUPMlF anna@laptop"] } } }
            firewall: { policies: { lan -> router: accept } }
            services: { ssh: { zones: [lan] }, proxy: { zones: [lan] } }

            """;
        await using var router = new TestRouter();
        using (var staged = router.Store.Stage(TestRouter.Document("192.168.1.1/24", more), router.Time.GetUtcNow(), "anna", "local", null))
            staged.Publish();
        router.Kernel.Fault = change => change is Change.ReplaceFirewall ? new IOException("nft: No such file or directory") : null;
        await router.BootAsync();
        Assert.Null(router.Kernel.State.RulesetFingerprint);
        Assert.Equal("0", router.Kernel.State.Sysctls["net.ipv4.ip_forward"]);
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
        Assert.True(router.Kernel.State.Services["sshd"].Running);
        Assert.False(router.Kernel.State.Services.TryGetValue("squid", out var squid) && squid.Running);
        Assert.Contains(router.Engine.Notes, n => n.StartsWith("services: no firewall can be loaded", StringComparison.Ordinal));
        router.Kernel.Fault = null;
        Assert.True(await router.Engine.RecoverAsync());
        Assert.Equal("1", router.Kernel.State.Sysctls["net.ipv4.ip_forward"]);
        Assert.True(router.Kernel.State.Services["squid"].Running);
        Assert.Empty(router.Engine.Notes);
    }
}
