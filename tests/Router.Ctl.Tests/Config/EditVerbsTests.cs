using Router.Ctl.Cli;
using Router.Ctl.Config;

namespace Router.Ctl.Tests.Config;

public sealed class EditVerbsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RecordingTerminal terminal = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Set_Value_ChangesItsLineAndKeepsComments()
    {
        var file = folder.Write("a.yaml", "version: 1 # first\nsystem:\n  hostname: old # mine\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(ExitCode.Done, await Run("set", file, "system", "hostname", "new"));
        Assert.Equal("version: 1 # first\nsystem:\n  hostname: new # mine\n", await Text(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Delete_WithPrint_LeavesTheFile()
    {
        var file = folder.Write("a.yaml", "version: 1\nsystem:\n  hostname: old\n");
        Assert.Equal(ExitCode.Done, await Run("delete", file, "system", "--print"));
        Assert.Equal("version: 1\n", terminal.Out);
        Assert.Contains("hostname: old", await Text(file));
    }

    [Theory]
    [InlineData("rename users anna to berta", "users:\n  berta: { role: admin } # the boss\n")]
    [InlineData("copy users anna to berta", "users:\n  anna: { role: admin } # the boss\n  berta: { role: admin } # the boss\n")]
    [InlineData("annotate users anna two", "users:\n  # two\n  anna: { role: admin } # the boss\n")]
    [InlineData("deactivate users anna", "users:\n  anna: !inactive { role: admin } # the boss\n")]
    public async Task Words_OfTheConsole_ChangeAFileAsTheyDoThere(string command, string becomes)
    {
        const string before = "version: 1\nsystem:\n  users:\n    anna: { role: admin } # the boss\n";
        var file = folder.Write("a.yaml", before);
        var words = command.Split(' ');
        Assert.Equal(ExitCode.Done, await Run([words[0], file, "system", .. words[1..]]));
        Assert.Equal($"version: 1\nsystem:\n  {becomes.Replace("\n  ", "\n    ", StringComparison.Ordinal)}", await Text(file));
        if (words[0] != "deactivate")
            return;
        Assert.Equal(ExitCode.Done, await Run("activate", file, "system", "users", "anna"));
        Assert.Equal(before, await Text(file));
    }

    [Fact]
    public async Task Set_UnknownKey_IsRefusedAndLeavesTheFile()
    {
        var file = folder.Write("a.yaml", "version: 1\n");
        Assert.Equal(ExitCode.Input, await Run("set", file, "system", "hostnam", "x"));
        Assert.Contains("hostnam", terminal.Error);
        Assert.Equal("version: 1\n", await Text(file));
    }

    [Fact]
    public async Task Set_MissingFile_IsRefused()
    {
        Assert.Equal(ExitCode.Input, await Run("set", folder["none.yaml"], "system", "hostname", "x"));
        Assert.Contains("there is no such file", terminal.Error);
    }

    private Task<int> Run(params string[] args) => terminal.RunAsync(ConfigCommands.Create, ["config", .. args]);

    private static Task<string> Text(string file) => File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
}
