using Router.Boot.Tests.Lab;
using Router.Image.Edges;

namespace Router.Boot.Tests.Home;

/// <summary>The state as one file, over SSH, and back again; by the daemon as it goes into the image.</summary>
public sealed class BackupTests(HomeLab lab) : HomeTest(lab)
{
    [Fact]
    public async Task Backup_OverSsh_IsATarThatRestoresWhatWasChangedSince()
    {
        var before = await RouterAsync("show configuration");
        var file = Path.Combine(Path.GetDirectoryName(Login.Key)!, "home.apkovl.tar.gz");
        await ThroughAsync("exec \"$@\" >\"$0\"", file, "backup -");
        var listing = (await Tool.RunAsync(["tar", "-tzf", file], Stopping)).OrThrow("tar").Split('\n');
        Assert.Superset(
            new HashSet<string> { "var/lib/router/startup.yaml", "var/lib/router/secrets/guest-nas", "data/ssh/ssh_host_ed25519_key" },
            listing.ToHashSet());

        var changed = LabDocuments.Read(before).With("interfaces", "lan", "description", "passing").ToText();
        (await Login.RunAsync("commit-file", changed, Stopping)).OrThrow("commit-file");
        var look = await ThroughAsync("exec \"$@\" <\"$0\"", file, "restore - --dry-run");
        Assert.Contains("it is a backup of this device: home", look, StringComparison.Ordinal);
        Assert.Contains("passing", await RouterAsync("show configuration"), StringComparison.Ordinal);
        var restored = await ThroughAsync("exec \"$@\" <\"$0\"", file, "restore -");
        Assert.True(before == await RouterAsync("show configuration"), restored);
    }

    /// <summary>A damaged one changes nothing.</summary>
    [Fact]
    public async Task Restore_DamagedBackup_IsRefused()
    {
        var before = await RouterAsync("show configuration");
        var file = Path.Combine(Path.GetDirectoryName(Login.Key)!, "damaged.apkovl.tar.gz");
        await ThroughAsync("exec \"$@\" >\"$0\"", file, "backup -");
        var bytes = await File.ReadAllBytesAsync(file, Stopping);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Stopping);
        var refused = await Tool.RunAsync(["sh", "-c", "exec \"$@\" <\"$0\"", file, .. Login.Command("restore -")], Stopping);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("nothing was changed", refused.Error + refused.Output, StringComparison.Ordinal);
        Assert.Equal(before, await RouterAsync("show configuration"));
    }

    private async Task<string> ThroughAsync(string shell, string file, string command)
    {
        var result = await Tool.RunAsync(["sh", "-c", shell, file, .. Login.Command(command)], Stopping);
        return result.OrThrow(command) + result.Error;
    }
}
