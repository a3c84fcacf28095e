using System.Text.Json;
using Router.Boot.Tests.Lab;
using Router.Bundles.Format;
using Router.Core.Trust;
using Router.Image.Architectures;
using Router.Image.Trust;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Upgrade;

/// <summary>One router through its upgrades; each test begins with whatever slot the one before it left running.</summary>
[Collection(UpgradeCollection.Name)]
public sealed class UpgradeTests(UpgradeLab lab)
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    /// <summary>And while it runs, what is signed by keys of which it knows that they are over is refused.</summary>
    [Fact]
    public async Task Upgrade_ImageThatWorks_IsKeptAndTheWayBackToo()
    {
        using var expired = ReleaseSigner.Generate("expired");
        using var revoked = ReleaseSigner.Generate("revoked");
        ReleaseKey[] keys =
        [
            expired.Public with { Until = new DateOnly(2020, 2, 29) }, revoked.Public with { Revoked = "the laptop was stolen" },
        ];
        var before = await lab.RunningAsync();
        var said = await lab.TryAsync(new TestRelease("9.0.1")
        {
            Words = "router.test=1",
            Script = string.Join('\n', keys.Select(key => $"cat >/new/etc/router/release/{key.Name}.pem <<'KEY'\n{key.ToText()}KEY")),
        });
        // Its root is that of what runs, and so are kernel and most of the initramfs: the line of its entry and its own script are lacking.
        Assert.Matches(@"of \d+ bytes \d{1,5} are lacking", said);

        var kept = await lab.JudgedAsync("9.0.1");
        Assert.True(kept.GetProperty("isKept").GetBoolean(), $"{kept}");
        Assert.Equal(UpgradeLab.Other(before), await lab.RunningAsync());
        Assert.Equal(UpgradeLab.Hostname, (await lab.AskAsync("show version")).GetProperty("hostname").GetString());
        Assert.Equal("good", (await lab.SlotAsync(before)).GetProperty("state").GetString());
        Assert.False((await lab.SlotAsync(before)).GetProperty("isNext").GetBoolean());

        foreach (var (signer, version, words) in ((ReleaseSigner, string, string)[])
        [
            (expired, "9.0.14", "signed by expired, which was good until 2020-02-29"),
            (revoked, "9.0.15", "signed by revoked, which is revoked: the laptop was stolen"),
        ])
        {
            var sent = await lab.UpgradeAsync(await lab.PackAsync(new TestRelease(version) { Signer = signer }));
            Assert.NotEqual(0, sent.ExitCode);
            Assert.Contains(words, sent.Error, StringComparison.Ordinal);
        }

        var built = (await lab.SlotAsync(before)).GetProperty("version").GetString()!;
        Assert.Contains(
            "the router restarts", (await lab.Login.RunAsync("rollback image", Stopping)).Output, StringComparison.Ordinal);
        var back = await lab.JudgedAsync(built);
        Assert.True(back.GetProperty("isKept").GetBoolean(), $"{back}");
        Assert.Equal(before, await lab.RunningAsync());
    }

    [Fact]
    public async Task Upgrade_ImageThatPanics_GivesWay()
    {
        var before = await lab.RunningAsync();
        await lab.TryAsync(new TestRelease("9.0.2") { Script = "echo c >/new/proc/sysrq-trigger" });

        var judged = await lab.JudgedAsync("9.0.2");
        Assert.False(judged.GetProperty("isKept").GetBoolean());
        Assert.Contains("a panic", judged.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(before, await lab.RunningAsync());
        Assert.Equal("returned", (await lab.SlotAsync(UpgradeLab.Other(before))).GetProperty("state").GetString());
    }

    /// <summary>Its DHCP client takes no lease, so its uplink does not come, and nobody can reach it from there.</summary>
    [Fact(Explicit = true)]
    public async Task Upgrade_ImageWithoutItsUplink_GivesWayAndSaysWhy()
    {
        var before = await lab.RunningAsync();
        const string script = "rm /new/usr/share/router/udhcpc.script";
        await lab.TryAsync(new TestRelease("9.0.3") { Script = script }, "--trial 1");

        var judged = await lab.JudgedAsync("9.0.3");
        Assert.False(judged.GetProperty("isKept").GetBoolean());
        Assert.Contains(judged.GetProperty("reasons").EnumerateArray(), reason =>
            reason.GetString()!.StartsWith("uplink wan", StringComparison.Ordinal));
        Assert.Equal(before, await lab.RunningAsync());
    }

    [Fact(Explicit = true)]
    public async Task Upgrade_ImageWithoutItsDaemon_GivesWay()
    {
        var before = await lab.RunningAsync();
        await lab.TryAsync(new TestRelease("9.0.4") { Script = "rm /new/usr/sbin/routerd" }, "--trial 1");
        var judged = await lab.JudgedAsync("9.0.4");
        Assert.False(judged.GetProperty("isKept").GetBoolean());
        Assert.StartsWith("the daemon did not run", judged.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(before, await lab.RunningAsync());
    }

    /// <summary>Nothing in it feeds the watchdog any more, as where all of its programs hang.</summary>
    [Fact(Explicit = true)]
    public async Task Upgrade_ImageThatHangs_GivesWay()
    {
        var before = await lab.RunningAsync();
        const string hang = """
            printf '#!/bin/sh\nsleep 3\nkill -STOP $(pidof watchdog routerd)\nsleep 100000\n' >/new/usr/libexec/router/late
            """;
        await lab.TryAsync(new TestRelease("9.0.5") { Script = hang }, "--trial 60");
        var judged = await lab.JudgedAsync("9.0.5");
        Assert.False(judged.GetProperty("isKept").GetBoolean());
        Assert.Contains("a hang", judged.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(before, await lab.RunningAsync());
    }

    [Fact]
    public async Task Upgrade_BundleThatIsNotOurs_IsRefusedAndNothingChanges()
    {
        var slots = $"{await lab.AskAsync("show slots")}";
        using var stranger = ReleaseSigner.Generate("development");
        var good = await lab.PackAsync(new TestRelease("9.0.6"));
        var strange = await lab.PackAsync(new TestRelease("9.0.7") { Signer = stranger });
        var old = await lab.PackAsync(new TestRelease("9.0.8") { Newer = -1000 });
        var flipped = await File.ReadAllBytesAsync(good, Stopping);
        flipped[200] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(lab.Folder, "flipped"), flipped, Stopping);
        await File.WriteAllBytesAsync(Path.Combine(lab.Folder, "short"), flipped[..1000], Stopping);

        foreach (var (bundle, words) in ((string, string)[])
        [
            (strange, "signed by none of the keys"), (old, "--older"), (Path.Combine(lab.Folder, "flipped"), "signed by none of the keys"),
            (Path.Combine(lab.Folder, "short"), "cut off"),
        ])
        {
            var sent = await lab.UpgradeAsync(bundle);
            Assert.NotEqual(0, sent.ExitCode);
            Assert.Contains(words, sent.Error, StringComparison.Ordinal);
        }
        Assert.Equal(slots, $"{await lab.AskAsync("show slots")}");
    }

    /// <summary>Noticed while it runs; the next boot takes the other slot, and an upgrade mends it.</summary>
    [Fact]
    public async Task Slot_FlippedBitWhileItRuns_IsToldAndLeadsToTheOther()
    {
        await lab.HaveBothSlotsAsync();
        var running = await lab.RunningAsync();
        await lab.FlipBitAsync(running);
        var verified = await lab.Login.RunAsync("verify image", Stopping);
        Assert.NotEqual(0, verified.ExitCode);
        Assert.Contains($"the image in slot {running} is damaged", verified.Output + verified.Error, StringComparison.Ordinal);
        var notes = (await lab.AskAsync("show version")).GetProperty("configuration").GetProperty("notes").EnumerateArray();
        Assert.Contains(notes, note => note.GetString()!.StartsWith($"the image in slot {running} is damaged", StringComparison.Ordinal));

        await lab.PowerOffAsync();
        await lab.BootAsync(new MachineBoot.Bios());
        Assert.Equal(UpgradeLab.Other(running), await lab.RunningAsync());
        Assert.Equal("damaged", (await lab.SlotAsync(running)).GetProperty("state").GetString());

        // Mended from the desk, which waits for what becomes of it.
        using var report = JsonDocument.Parse((await lab.FromDeskAsync(new TestRelease("9.0.12"))).OrThrow("routerctl upgrade"));
        Assert.Equal("kept", Assert.Single(report.RootElement.EnumerateArray()).GetProperty("outcome").GetString(), ignoreCase: true);
        Assert.Equal(running, await lab.RunningAsync());
        Assert.Equal(0, (await lab.Login.RunAsync("verify image", Stopping)).ExitCode);
    }

    /// <summary>Whoever changes what the boot loader is told of a slot does not get it started.</summary>
    [Fact]
    public async Task BootEntry_WithAnotherRootHash_LeadsToTheOtherSlot()
    {
        await lab.HaveBothSlotsAsync();
        var running = await lab.RunningAsync();
        await lab.PowerOffAsync();
        var entry = Path.Combine(lab.Folder, "entry");
        await File.WriteAllTextAsync(
            entry, BootEntry.Of($"router.verity={new string('0', 64)} console=ttyS0,115200 quiet no_timer_check panic=5"), Stopping);
        await lab.OnBootPartitionAsync("mcopy", "-o", entry, $"::/{running}/{BootEntry.FileName}");

        await lab.BootAsync(new MachineBoot.Bios());
        Assert.Equal(UpgradeLab.Other(running), await lab.RunningAsync());
        var slot = await lab.SlotAsync(running);
        Assert.Equal("damaged", slot.GetProperty("state").GetString());
    }

    /// <summary>Under Secure Boot, and on aarch64, every run upgrades by UEFI.</summary>
    [Fact(Explicit = true)]
    public async Task Upgrade_ByUefi_IsKept()
    {
        var before = await lab.RunningAsync();
        await lab.PowerOffAsync();
        await lab.BootAsync(new MachineBoot.Uefi(UefiFirmware.Find(Architecture.X64)));
        await lab.TryAsync(new TestRelease("9.0.10"));
        Assert.True((await lab.JudgedAsync("9.0.10")).GetProperty("isKept").GetBoolean());
        Assert.Equal(UpgradeLab.Other(before), await lab.RunningAsync());
        await lab.PowerOffAsync();
        await lab.BootAsync(new MachineBoot.Bios());
    }
}
