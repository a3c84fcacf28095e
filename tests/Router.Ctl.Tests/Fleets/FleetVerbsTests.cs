using System.Text.Json;
using Router.Ctl.Cli;
using Router.Testing.Bundles;

namespace Router.Ctl.Tests.Fleets;

/// <summary>What is done with many devices beside a push.</summary>
public sealed class FleetVerbsTests : IDisposable
{
    private readonly FleetLab lab = new(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => lab.Dispose();

    [Fact]
    public async Task Drift_OfWhatWasPushed_IsExitCodeOneAndSaysWho()
    {
        Assert.Equal(ExitCode.Input, await lab.Run("drift", "r1"));
        Assert.Contains("==> r1: nothing was pushed to it from here\n", lab.Terminal.Out);
        Assert.Equal(ExitCode.Done, await lab.Run("push", "r[1:2]", "--yes"));
        Assert.Equal(ExitCode.Done, await lab.Run("drift", "r[1:2]"));
        Assert.Contains("2 devices: 2 as pushed, 0 not\n", lab.Terminal.Out);

        lab.Write("r2/running", FleetLab.Old(2));
        Assert.Equal(ExitCode.Input, await lab.Run("drift", "r[1:2]"));
        Assert.Contains("==> r2: another configuration, by admin, ", lab.Terminal.Out);
        Assert.Contains("-  time-zone: Europe/Oslo\n2 devices: 1 as pushed, 1 not\n", lab.Terminal.Out);
        Assert.Equal(ExitCode.Input, await lab.Run("drift", "r2", "--json"));
        using var json = JsonDocument.Parse(lab.Terminal.Out);
        Assert.True(json.RootElement[0].GetProperty("drifts").GetBoolean());
    }

    [Fact]
    public async Task Run_OfAVerb_ShowsThoseTogetherThatSayTheSame()
    {
        lab.Write("r3/sick", "");
        Assert.Equal(ExitCode.Done, await lab.Run("run", "r[1:3]", "--json", "--", "show", "mesh"));
        using (var json = JsonDocument.Parse(lab.Terminal.Out))
            Assert.Equal(3, json.RootElement.GetArrayLength());
        Assert.Equal("show mesh\n", lab.Commands(1));
        lab.Write("r3/running", FleetLab.New(3));
        Assert.Equal(ExitCode.Done, await lab.Run("run", "r[1:3]", "--", "show services"));
        Assert.Contains("==> r1, r2, r3 (3 devices)\n{\"services\":", lab.Terminal.Out);
        Assert.Equal(ExitCode.Input, await lab.Run("run", "r[1:2]", "--", "dance"));
        Assert.Contains("==> r1, r2 (2 devices): exit code 2\nno such verb: dance", lab.Terminal.Out);
        Assert.Equal(ExitCode.Usage, await lab.Run("run", "r1"));
        Assert.Contains("no verb is given", lab.Terminal.Error);
    }

    [Fact]
    public async Task Backup_OfEach_IsAFileForItsOwnerAlone()
    {
        lab.Write("r2/broken", "");
        Assert.Equal(ExitCode.Input, await lab.Run("backup", "r[1:2]", "--to", lab["kept"]));
        Assert.Contains("r2: backup gave no backup: error: no room\n2 devices: 1 kept; they hold secrets\n", lab.Terminal.Out);
        var file = lab["kept/r1.apkovl.tar.gz"];
        Assert.Equal([file], Directory.GetFiles(lab["kept"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        await using var gzip = new System.IO.Compression.GZipStream(File.OpenRead(file), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        Assert.Equal(FleetLab.Old(1), await reader.ReadToEndAsync(Token));
        Assert.Equal(ExitCode.Usage, await lab.Run("backup"));
    }

    [Fact]
    public async Task Audit_OfWhatWasDone_HoldsUntilALineIsChanged()
    {
        Assert.Equal(ExitCode.Done, await lab.Run("push", "r1", "--yes"));
        Assert.Equal(ExitCode.Done, await lab.Run("run", "r2", "--", "show mesh"));
        Assert.Equal(ExitCode.Done, await Audit());
        var lines = lab.Terminal.Out.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Matches("push r1: begins ", lines[0]);
        Assert.Matches("push r1: 1 device: 1 applied ", lines[1]);
        Assert.Matches("run r2: show mesh: 1 of 1 did it$", lines[2]);
        Assert.Equal(ExitCode.Done, await Audit("verify"));
        var head = lab.Terminal.Out.Trim().Split(' ')[^1];
        Assert.Equal($"3 lines hold, the last has {head}\n", lab.Terminal.Out);

        var log = lab[".fleet/audit.log"];
        var text = await File.ReadAllTextAsync(log, Token);
        await File.WriteAllTextAsync(log, string.Join('\n', text.Split('\n')[..2]) + "\n", Token);
        Assert.Equal(ExitCode.Done, await Audit("verify"));
        Assert.Equal(ExitCode.Input, await Audit("verify", "--has", head));
        Assert.Contains($"no line has the hash {head}", lab.Terminal.Error);
        await File.WriteAllTextAsync(log, text.Replace("1 applied", "1 refused", StringComparison.Ordinal), Token);
        Assert.Equal(ExitCode.Input, await Audit("verify"));
        Assert.Contains("audit.log:2: it was changed", lab.Terminal.Error);
        await File.WriteAllTextAsync(log, string.Join('\n', text.Split('\n')[1..]), Token);
        Assert.Equal(ExitCode.Input, await Audit("verify", "--json"));
        using var json = JsonDocument.Parse(lab.Terminal.Out);
        Assert.Equal(1, json.RootElement.GetProperty("brokenAt").GetInt32());
    }

    /// <summary>The devices have all of the release already: what is tried are waves, the journal and the lock.</summary>
    [Fact]
    public async Task Upgrade_InWaves_HaltsAndGoesOnWhereItWas()
    {
        // Once: a signature is longer or shorter each time.
        var bundle = new TestBundle().ToBytes();
        await File.WriteAllBytesAsync(lab["new.bundle"], bundle, Token);
        Directory.CreateDirectory(lab["keys"]);
        lab.Write("keys/release.pem", (TestBundle.Key with { Until = null }).ToText());
        lab.Write("head", $"{TestBundle.Head(bundle).Header.HeadLength}\n");
        foreach (var n in (int[])[1, 2, 3])
            File.Copy(lab["head"], lab[$"r{n}/head"]);
        lab.Write("r2/refuse", "");
        string[] upgrade =
            ["upgrade", "--bundle", lab["new.bundle"], "--keys", lab["keys"], "--no-confirm", "--canary", "1", "--wave", "1"];
        Assert.Equal(ExitCode.Usage, await lab.Run(upgrade));
        Assert.Contains("3 devices in 3 waves (1, 1, 1) would be upgraded, and nobody can be asked", lab.Terminal.Error);
        Assert.Equal("", lab.Commands(1));

        Assert.Equal(ExitCode.Input, await lab.Run([.. upgrade, "--yes"]));
        Assert.Contains("3 devices: 1 written, 1 refused, 1 skipped\n", lab.Terminal.Out);
        Assert.Contains("upgrade --offer --json\n", lab.Commands(1));
        Assert.Equal("", lab.Commands(3));
        // The desk does not wait for what ends a lock to have run.
        for (var i = 0; i < 50 && File.Exists(lab["r2/lock"]); i++)
            await Task.Delay(100, Token);
        Assert.False(File.Exists(lab["r2/lock"]), lab.Commands(2));
        // It has restarted, and knows of no lock.
        File.Delete(lab["r1/lock"]);
        lab.Write("r3/lock", "fleet push 7 by ben@other");
        File.Delete(lab["r2/refuse"]);
        Assert.Equal(ExitCode.Input, await lab.Run([.. upgrade, "--yes", "--max-failures", "1"]));
        Assert.Matches("r3 +busy .*ben@other holds it", lab.Terminal.Out);
        Assert.Equal(ExitCode.Done, await Audit());
        Assert.Contains("upgrade r1,r2,r3: to version 1.2.3: 3 devices: ", lab.Terminal.Out);
    }

    private Task<int> Audit(params string[] words) => lab.RunPlain(["audit", .. words, "--inventory", lab["inventory.yaml"]]);
}
