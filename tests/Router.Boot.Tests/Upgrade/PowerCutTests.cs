using System.Globalization;
using Router.Image.Vm;

namespace Router.Boot.Tests.Upgrade;

/// <summary>The power goes while an upgrade is under way, at moments that are told by the bytes which the disk was given.</summary>
[Collection(UpgradeCollection.Name)]
public sealed class PowerCutTests(UpgradeLab lab)
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    /// <summary>Which: <c>ROUTER_SEED</c>.</summary>
    [Fact]
    public Task PowerCut_TenMoments_AWholeSystemStarts() => CutAsync(10);

    /// <summary>How many: <c>ROUTER_CUTS</c>.</summary>
    [Fact(Explicit = true)]
    public Task PowerCut_ManyMoments_AWholeSystemStarts() => CutAsync(Number("ROUTER_CUTS", 50));

    private Task CutAsync(int count)
    {
        var seed = Number("ROUTER_SEED", Environment.TickCount);
        TestContext.Current.TestOutputHelper?.WriteLine($"ROUTER_SEED={seed}");
        var random = new Random(seed);
        // What an upgrade writes: the slot, and what it starts from; a few of the moments are behind its end.
        return CutAsync([.. Enumerable.Range(0, count).Select(_ => random.NextInt64(lab.RootLength))]);
    }

    private async Task CutAsync(IReadOnlyList<long> moments)
    {
        var bundle = await lab.PackAsync(new TestRelease("9.1.0"));
        foreach (var moment in moments)
        {
            var before = await lab.RunningAsync();
            await lab.WipeAsync(UpgradeLab.Other(before));
            var at = Written();
            var upgrade = lab.UpgradeAsync(bundle, "--no-reboot");
            while (!upgrade.IsCompleted && Written() - at < moment)
                await Task.Delay(20, Stopping);
            var (done, written) = (upgrade.IsCompleted, Written() - at);
            await lab.CutPowerAsync();
            await upgrade;
            await lab.BootAsync(new MachineBoot.Bios());
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"cut after {written} bytes{(done ? ", when it was done" : "")}: slot {before} before, {await lab.RunningAsync()} now");
            Assert.Equal(UpgradeLab.Hostname, (await lab.AskAsync("show version")).GetProperty("hostname").GetString());
            if (!done)
                Assert.Equal(before, await lab.RunningAsync());
            else
                await lab.JudgedAsync("9.1.0");
        }
        Assert.Equal(0, (await lab.Login.RunAsync("verify image", Stopping)).ExitCode);
    }

    /// <summary>Bytes that QEMU has written so far, most of them to the disk, see proc(5).</summary>
    private long Written()
    {
        const string field = "wchar:";
        var line = File.ReadLines($"/proc/{lab.Machine.ProcessId}/io").Single(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..], CultureInfo.InvariantCulture);
    }

    private static int Number(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
