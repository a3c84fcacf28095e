using Router.Boot.Tests.Lab;
using Router.Boot.Tests.Upgrade;

namespace Router.Boot.Tests.SecureBoot;

/// <summary>A router that firmware starts only with what its operator signed.</summary>
public sealed class SecureUpgradeLab(SecureBootImage image) : UpgradeLab
{
    private protected override Task<FlashedRouter> FlashAsync()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "an image is built by root");
        return Task.FromResult(image.Flashed(Path.Combine(Folder, "variables.fd")));
    }
}

/// <summary>Upgrades under Secure Boot: kernel, initramfs and command line are one signed program, which names no slot.</summary>
[Collection(SecureBootCollection.Name)]
public sealed class SecureUpgradeTests(SecureBootImage image, SecureUpgradeLab lab) : IClassFixture<SecureUpgradeLab>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upgrade_SignedByTheOperator_IsKept()
    {
        var before = await lab.RunningAsync();
        // The same sources, so the same version with a later number.
        var version = (await lab.SlotAsync(before)).GetProperty("version").GetString()!;
        var sent = await lab.UpgradeAsync(await image.NextAsync());
        Assert.True(sent.Output.Contains("the router restarts and tries it", StringComparison.Ordinal), sent.Output + sent.Error);
        var kept = await lab.JudgedAsync(version);
        Assert.True(kept.GetProperty("isKept").GetBoolean(), $"{kept}");
        Assert.Equal(UpgradeLab.Other(before), await lab.RunningAsync());
        Assert.Equal(0, (await lab.Login.RunAsync("verify image", Stopping)).ExitCode);
    }
}
