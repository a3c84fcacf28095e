using System.Diagnostics;
using Router.Image.Edges;
using Router.Testing;

namespace Router.Boot.Tests.Survival;

/// <summary>
/// Whatever is broken of the booted image, at whatever step: the admin's SSH works or is back in time, what is told is true, and what was
/// mended comes back. <see cref="Seeds"/> says how to try others.
/// </summary>
public sealed class SurvivalTests(SurvivalLab lab, ITestOutputHelper output) : IClassFixture<SurvivalLab>, IAsyncLifetime
{
    private const int Runs = 2;

    /// <summary>Emulated, with services that may take their whole time limit, and pauses between tries that have grown.</summary>
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(180);

    private enum Step
    {
        BeforeStart,
        AtCommit,
        AtExpiry,
        AtRollback,
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    /// <summary>What a test that failed has left is not in the way of the next.</summary>
    public async ValueTask InitializeAsync()
    {
        if (await lab.LookAsync() is not { AllIsWell: true, Hostname: "base" })
            await lab.MendAsync();
        await lab.InAsync(BackWithin, newKey: true);
        await UntilAsync(look => look is { AllIsWell: true, Hostname: "base" }, "all is well", [], false);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task AnythingBroken_AtAnyStep_TheAdminIsInWhatIsToldIsTrueAndTheRestComesBack()
    {
        foreach (var (run, seed) in Seeds.OfSurvival(Runs).Index())
        {
            var random = new Random(seed);
            var broken = random.GetItems([.. Breakage.All], random.Next(1, 4)).DistinctBy(b => b.Feature).ToList();
            // Until an expiry it takes a minute: the first run has it, and then one in eight.
            var step = run == 0 || random.Next(8) == 0
                ? Step.AtExpiry
                : random.GetItems([Step.BeforeStart, Step.AtCommit, Step.AtRollback], 1)[0];
            var story =
                $"{Seeds.Again(seed)}: {step}: {string.Join("; ", broken.Select(b => $"{b.Feature}: {b.What}"))}";
            var clock = Stopwatch.StartNew();
            try
            {
                await TryAsync(step, broken, byItself: random.Next(3) == 0);
            }
            catch (Exception exception) when (!Stopping.IsCancellationRequested)
            {
                throw new InvalidOperationException($"{story}: {exception.Message}", exception);
            }
            output.WriteLine($"{clock.Elapsed.TotalSeconds:0} s: {story}");
        }
    }

    [Fact]
    public async Task PowerCut_SecretProgramAndPortAreGoneAndTheDiskIsFull_TheAdminIsInAfterTheWholeBoot()
    {
        Breakage[] broken = [Of("wireguard", "tunnel"), Of("ports", "eth2"), Of("disk", "full")];
        foreach (var thing in broken)
            await lab.RootAsync($"{thing.Break}; sync");
        await lab.BootAgainAsync(
            "mv /new/usr/sbin/squid /new/usr/sbin/squid.lab; mkdir -p /new/etc/samba/smb.conf/in-the-way", withLan: false);
        await lab.InAsync(BackWithin);
        await IsToldAsync("base", broken, workedOut: true);
        await lab.RootAsync("not_full; secret_back tunnel; back /usr/sbin/squid; no_folder /etc/samba/smb.conf");
        // The port comes with the next boot.
        await UntilAsync(
            look => look.Ready && look.Dead.Count == 0 && look.Notes.All(note => note.Contains("eth2", StringComparison.Ordinal)),
            "all but the port is back by itself",
            [],
            false);
        await lab.BootAgainAsync("");
        await lab.InAsync(BackWithin);
        await UntilAsync(look => look.AllIsWell, "all is well", [], false);
    }

    [Fact]
    public async Task PowerCut_WhatBootsIsDamaged_TheNewestGenerationRunsAndTheSameCommitMendsIt()
    {
        await lab.RootAsync("garbage /data/router/startup.yaml; sync");
        await lab.BootAgainAsync(
            "mv /new/usr/sbin/smbd /new/usr/sbin/smbd.lab; printf '#!/bin/sh\\nexit 1\\n' >/new/usr/sbin/smbd; chmod 755 /new/usr/sbin/smbd");
        await lab.InAsync(BackWithin);
        var look = await IsToldAsync("base", [], workedOut: false);
        Assert.Contains(look.Notes, note => note.Contains("the startup configuration is not used", StringComparison.Ordinal));
        await lab.RootAsync("back /usr/sbin/smbd");
        await UntilAsync(later => later.Ready && later.Dead.Count == 0, "the service is back by itself", [], false);
        (await lab.CommitAsync("base", 10, "")).OrThrow("commit-file");
        await UntilAsync(later => later.AllIsWell, "all is well", [], false);
    }

    [Fact]
    public async Task Squid_CacheSwitchedOnByAReload_StoresAnObject()
    {
        (await lab.CommitAsync("base", 10, "", cache: 16)).OrThrow("commit-file");
        await lab.RootAsync("serve_page; through_proxy");
        Assert.Contains("HIT", await lab.RootAsync("through_proxy"), StringComparison.Ordinal);
        Assert.Contains("/data/squid/", await lab.RootAsync("find /data/squid -type f -name '0*'; end_page"), StringComparison.Ordinal);
        (await lab.CommitAsync("base", 10, "")).OrThrow("commit-file");
        await UntilAsync(look => look.AllIsWell, "all is well", [], false);
    }

    [Fact]
    public async Task Bgpd_RunsWithFilesThatOnlyRootCanReplace() =>
        Assert.Equal(
            "root:root /etc/frr\nroot:frr /etc/frr/bgpd.conf\nroot:frr /etc/frr/zebra.conf\nfrr", await lab.RootAsync("owners_of_frr"));

    [Fact]
    public async Task DhcpClients_ThatHang_AreEndedByACommitAndStartedByTheNext()
    {
        await lab.RootAsync("kill -STOP $(cat /run/openrc/options/udhcpc.eth0/child_pid) $(cat /run/openrc/options/dhcpcd/child_pid)");
        (await lab.CommitAsync("base", 10, "", wan: "addresses: [203.0.113.9/24]")).OrThrow("commit-file");
        // Helpers of one that was killed see it go and end by themselves.
        Assert.Equal(
            "",
            await lab.RootAsync(
                "for second in $(seq 10); do pidof udhcpc dhcpcd >/dev/null || break; sleep 1; done; pidof udhcpc dhcpcd || true"));
        (await lab.CommitAsync("base", 10, "")).OrThrow("commit-file");
        await UntilAsync(look => look.AllIsWell, "all is well", [], false);
    }

    private static Breakage Of(string feature, string what) =>
        Breakage.All.First(b => b.Feature == feature && b.What.Contains(what, StringComparison.Ordinal));

    private async Task TryAsync(Step step, List<Breakage> broken, bool byItself)
    {
        if (step is Step.AtExpiry or Step.AtRollback)
            (await lab.CommitAsync("tried", 20, "--confirm 1")).OrThrow("commit-file");
        foreach (var thing in broken)
            await lab.RootAsync(thing.Break);
        var (expected, workedOut) = await TakeStepAsync(step, broken);
        await lab.InAsync(BackWithin, broken.Exists(b => b.NewKey));
        await IsToldAsync(expected, broken, workedOut);
        foreach (var thing in broken.AsEnumerable().Reverse())
            await lab.RootAsync(thing.Mend);
        if (byItself && expected == "base")
            await UntilAsync(
                look => look.Ready && look.Notes.Count == 0 && look.Dead.Count == 0, "all that was mended is back by itself", [], false);
        (await lab.CommitAsync("base", 10, "")).OrThrow("commit-file, all mended");
        await UntilAsync(look => look.AllIsWell, "all is well", [], false);
    }

    /// <summary>The host name that has to run afterwards, and whether its document was worked out again on the way.</summary>
    private async Task<(string Hostname, bool WorkedOut)> TakeStepAsync(Step step, List<Breakage> broken)
    {
        switch (step)
        {
            case Step.BeforeStart:
                await lab.RootAsync("bare");
                return ("base", true);
            case Step.AtCommit:
                var answer = await lab.CommitAsync("next", 30, "");
                output.WriteLine($"  {answer.Output} {answer.Error}");
                // It may be refused; then nothing has changed.
                return (answer.ExitCode == 0 ? "next" : "base", broken.Exists(b => b.Lost == "eth2"));
            case Step.AtRollback:
                await lab.Login.RunAsync("rollback", Stopping);
                return ("base", true);
            default:
                return ("base", true);
        }
    }

    private async Task<Look> IsToldAsync(string hostname, IReadOnlyList<Breakage> broken, bool workedOut)
    {
        var look = await UntilAsync(
            look => look.Ready && look.Hostname == hostname && !look.Lies(broken, workedOut).Any(),
            $"{hostname} runs and says what is missing",
            broken,
            workedOut);
        output.WriteLine($"  {look}");
        return look;
    }

    private async Task<Look> UntilAsync(Func<Look, bool> isSo, string what, IReadOnlyList<Breakage> broken, bool workedOut)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var look = await lab.LookAsync();
            if (isSo(look))
                return look;
            Assert.True(
                clock.Elapsed < BackWithin,
                $"not within {BackWithin.TotalSeconds:0} s: {what}: {string.Join("; ", look.Lies(broken, workedOut))}\n{look}");
            await Task.Delay(1000, Stopping);
        }
    }
}
