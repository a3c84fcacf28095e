using System.Text;
using Router.Api;
using Router.Api.Edges;
using Router.Api.Limits;
using Router.Console.Edges;
using Router.Console.Lines;
using Router.Console.Rendering;
using Router.Console.Sessions;
using Router.Console.Shell;
using Router.Console.Verbs;

namespace Router.Console.Tests;

/// <summary>What of backups no transcript can show: bytes, files and passwords that are typed.</summary>
public sealed class BackupTests : IDisposable
{
    private static readonly byte[] Archive = [0x1f, 0x8b, 8, 0];

    private readonly string folder = Directory.CreateTempSubdirectory("backup-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Backup_ToStandardOutput_IsTheBytesAlone()
    {
        var terminal = new ScriptedTerminal();
        Assert.Equal(0, (await RunAsync(terminal, "backup -")).Code);
        Assert.Equal(Archive, terminal.Bytes);
        // On the other stream, which this terminal shows on the same screen.
        Assert.StartsWith("note: the secret nas", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_ToAScreen_IsRefused() =>
        Assert.Equal(ExitCodes.Usage, (await RunAsync(new ScriptedTerminal(interactive: true), "backup -")).Code);

    [Theory]
    [InlineData("", "home.apkovl.tar.gz")]
    [InlineData("/mine.tar.gz", "mine.tar.gz")]
    public async Task Backup_ToAFileOrFolder_IsForItsOwnerAlone_AndReplacesWhatWasThere(string behind, string name)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, name), "before", TestContext.Current.CancellationToken);
        var terminal = new ScriptedTerminal();
        Assert.Equal(0, (await RunAsync(terminal, $"backup {folder}{behind}")).Code);
        var file = Path.Combine(folder, name);
        Assert.Equal(Archive, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal([file], Directory.GetFiles(folder));
        Assert.Contains($"{file}: 4 bytes, signed by this device (SHA256:abc)", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_FileIsAFolderThatIsFull_LeavesNothing()
    {
        Directory.CreateDirectory(Path.Combine(folder, "home.apkovl.tar.gz"));
        Assert.Equal(ExitCodes.Machine, (await RunAsync(new ScriptedTerminal(), $"backup {folder}")).Code);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Backup_Encrypted_AsksTwiceUnseen_AndTakesNoTwoPasswords()
    {
        var terminal = new ScriptedTerminal(interactive: true).Type("correct\rcorrect\r");
        var (code, asked) = await RunAsync(terminal, $"backup {folder} --encrypt");
        Assert.Equal(0, code);
        Assert.Contains("\"password\":\"correct\"", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("correct", terminal.Screen, StringComparison.Ordinal);

        (code, asked) = await RunAsync(new ScriptedTerminal(interactive: true).Type("correct\rother\r"), $"backup {folder} --encrypt");
        Assert.Equal((ExitCodes.Usage, ""), (code, asked));
    }

    [Fact]
    public async Task Restore_EncryptedFile_AsksForThePassword()
    {
        var file = Path.Combine(folder, "home.apkovl.tar.gz.aes-256-cbc");
        await File.WriteAllTextAsync(file, "Salted__12345678", TestContext.Current.CancellationToken);
        var (code, asked) = await RunAsync(new ScriptedTerminal(interactive: true).Type("correct\r"), $"restore {file} --from-another");
        Assert.Equal(0, code);
        Assert.Contains("\"password\":\"correct\"", asked, StringComparison.Ordinal);
        Assert.Contains(
            $"\"archive\":\"{Convert.ToBase64String(Encoding.ASCII.GetBytes("Salted__12345678"))}\"", asked, StringComparison.Ordinal);
    }

    [Fact]
    public void BackupFile_WhatHasNoEnd_IsNotReadToTheEnd()
    {
        Assert.Throws<InvalidDataException>(() => BackupFile.Read("/dev/zero", 1000));
        Assert.Throws<FileNotFoundException>(() => BackupFile.Read(Path.Combine(folder, "nothing"), 1000));
        Assert.Throws<IOException>(() => BackupFile.Read(folder, 1000));
    }

    private static async Task<(int Code, string Asked)> RunAsync(ScriptedTerminal terminal, string line)
    {
        var daemon = new CannedDaemon();
        var transport = new InProcessTransport(new PeerCredentials(0, 1));
        using var stopping = new CancellationTokenSource();
        var server = new ApiServer(
            transport, _ => daemon, new ConnectionTable(new ApiLimits(), _ => null, TimeProvider.System), _ => { }, TimeProvider.System)
            .RunAsync(stopping.Token);
        int code;
        await using (var client = new RouterClient(transport, "test"))
            code = await Runner.RunAsync(
                new Session(client, terminal, Paint.None, oneShot: true), Commands.Grammar, Tokenizer.Split(line).Tokens);
        await stopping.CancelAsync();
        await server;
        return (code, string.Concat(daemon.Asked));
    }
}
