using Router.Boot.Tests.Lab;

namespace Router.Boot.Tests.Upgrade;

/// <summary>The same router, on aarch64.</summary>
public sealed class ArmUpgradeLab : UpgradeLab
{
    private protected override Task<FlashedRouter> FlashAsync() => Task.FromResult(FlashedRouter.Of("vm-aarch64"));
}

/// <summary>What depends on the architecture: the boot loader's part of an upgrade, by UEFI.</summary>
public sealed class ArmUpgradeTests(ArmUpgradeLab lab) : IClassFixture<ArmUpgradeLab>
{
    [Fact]
    public async Task Upgrade_ImageThatWorks_IsKept()
    {
        var before = await lab.RunningAsync();
        await lab.TryAsync(new TestRelease("9.0.1") { Words = "router.test=1" });
        var kept = await lab.JudgedAsync("9.0.1");
        Assert.True(kept.GetProperty("isKept").GetBoolean(), $"{kept}");
        Assert.Equal(UpgradeLab.Other(before), await lab.RunningAsync());
    }
}
