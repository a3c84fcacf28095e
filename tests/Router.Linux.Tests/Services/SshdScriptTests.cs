using System.Diagnostics;

namespace Router.Linux.Tests.Services;

/// <summary>With the real ssh-keygen: whatever is in the place of the host key, sshd has one that it can read.</summary>
public sealed class SshdScriptTests
{
    private const string Key = "/data/ssh/ssh_host_ed25519_key";
    private const string Spare = "/run/sshd/ssh_host_ed25519_key";

    [Fact]
    public async Task Start_KeyIsWhole_IsLeftAloneWhateverItsMode()
    {
        using var system = new Temporary();
        var script = new ServiceScript(system, "sshd").With("logger");
        Assert.True(await script.RunAsync("start_pre"));
        var made = Fingerprint(system, Key);
        File.SetUnixFileMode(system.InRoot(Key), (UnixFileMode)511);
        Assert.True(await script.RunAsync("start_pre"));
        Assert.Equal(made, Fingerprint(system, Key));
        Assert.Empty(script.Take());
        Assert.Equal(["ssh_host_ed25519_key", "ssh_host_ed25519_key.pub"], Names(system));
    }

    [Theory]
    [InlineData("start_pre", "echo garbage >KEY")]
    [InlineData("start_pre", "head -c 100 KEY >KEY.cut && mv KEY.cut KEY")]
    [InlineData("start_pre", "rm KEY && mkdir -p KEY/in-the-way KEY.new/in-the-way KEY.damaged/in-the-way")]
    [InlineData("start_pre", "rm KEY && mkfifo KEY")]
    [InlineData("start_pre", ": >KEY")]
    [InlineData("reload", "echo garbage >KEY")]
    public async Task Start_KeyIsDamaged_MakesAnotherAndSaysSo(string function, string damage)
    {
        using var system = new Temporary();
        var script = new ServiceScript(system, "sshd").With("logger", "supervise-daemon");
        Assert.True(await script.RunAsync("start_pre"));
        var before = Fingerprint(system, Key);
        Shell(damage.Replace("KEY", system.InRoot(Key), StringComparison.Ordinal));
        Assert.True(await script.RunAsync(function));
        Assert.NotEqual(before, Fingerprint(system, Key));
        Assert.Contains(
            script.Take(),
            line => line.Contains($"the host key {Key} could not be read and is {Key}.damaged now", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rm -r FOLDER && echo garbage >FOLDER")]
    [InlineData("rm -r FOLDER")]
    public async Task Start_FolderIsNone_MakesIt(string damage)
    {
        using var system = new Temporary();
        var script = new ServiceScript(system, "sshd").With("logger");
        Assert.True(await script.RunAsync("start_pre"));
        Shell(damage.Replace("FOLDER", system.InRoot("/data/ssh"), StringComparison.Ordinal));
        Assert.True(await script.RunAsync("start_pre"));
        Assert.NotEmpty(Fingerprint(system, Key));
    }

    [Fact]
    public async Task Start_DiskTakesNothing_HasAKeyUntilTheNextStart()
    {
        using var system = new Temporary();
        var script = new ServiceScript(system, "sshd").With("logger");
        system.Write(Key, "garbage");
        var (program, data) = (system.InRoot("/bin/ssh-keygen"), system.InRoot("/data"));
        system.Write(
            "/bin/ssh-keygen",
            $"#!/bin/sh\ncase \"$*\" in *\"-f {data}/\"*.new) exit 1 ;; esac\nPATH=/usr/bin:/bin exec ssh-keygen \"$@\"\n");
        File.SetUnixFileMode(program, (UnixFileMode)493);
        Assert.True(await script.RunAsync("start_pre; printf %s \"$command_args\" >$spare.arguments"));
        Assert.NotEmpty(Fingerprint(system, Spare));
        Assert.Equal($"-D -e -h {system.InRoot(Spare)}", File.ReadAllText(system.InRoot($"{Spare}.arguments")));
        Assert.Contains(script.Take(), line => line.Contains("until the next start", StringComparison.Ordinal));
        Assert.Equal("garbage", File.ReadAllText(system.InRoot(Key)));
    }

    [Fact]
    public async Task Start_ProgramForKeysFails_LeavesTheKeyAlone()
    {
        using var system = new Temporary();
        var script = new ServiceScript(system, "sshd").With("logger");
        Assert.True(await script.RunAsync("start_pre"));
        var before = File.ReadAllText(system.InRoot(Key));
        script.With("ssh-keygen");
        system.Write("/fail-ssh-keygen", "");
        Assert.True(await script.RunAsync("start_pre"));
        Assert.Equal(before, File.ReadAllText(system.InRoot(Key)));
    }

    private static string[] Names(Temporary system) =>
        [.. Directory.GetFileSystemEntries(system.InRoot("/data/ssh")).Select(path => Path.GetFileName(path)).Order()];

    /// <summary>The public key of a private one that ssh-keygen can read.</summary>
    private static string Fingerprint(Temporary system, string key)
    {
        using var program = Process.Start(
            new ProcessStartInfo("ssh-keygen", ["-y", "-P", "", "-f", system.InRoot(key)]) { RedirectStandardOutput = true })!;
        var said = program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        Assert.Equal(0, program.ExitCode);
        return said;
    }

    private static void Shell(string line)
    {
        using var shell = Process.Start("sh", ["-c", line]);
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }
}
