using Router.Ctl.Cli;
using Router.Ctl.Config;

namespace Router.Ctl.Tests.Config;

public sealed class MigrateVerbTests : IDisposable
{
    private const string Old = "version: 1\nfirewall: { offload: true } # fast\n",
        New = "version: 2\nfirewall: { fast-path: software } # fast\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Migrate_UpAndDown_WritesTheFile()
    {
        var file = folder.Write("router.yaml", Old);
        Assert.Equal(ExitCode.Done, await Migrate(new RecordingTerminal(), file));
        Assert.Equal(New, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.Done, await Migrate(new RecordingTerminal(), file, "--to", "1"));
        Assert.Equal(Old, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Migrate_Print_LeavesTheFile()
    {
        var (terminal, file) = (new RecordingTerminal(), folder.Write("router.yaml", Old));
        Assert.Equal(ExitCode.Done, await Migrate(terminal, file, "--print"));
        Assert.Equal((New, Old), (terminal.Out, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData(Old, "9", ExitCode.Usage, "there is no version 9")]
    [InlineData("version: 7\n", "2", ExitCode.Input, "it is of version 7, which is not known here")]
    [InlineData("system: {}\n", "2", ExitCode.Input, "version: is missing, or no number")]
    public async Task Migrate_WrongVersion_SaysSo(string text, string to, int code, string expected)
    {
        var terminal = new RecordingTerminal();
        Assert.Equal(code, await Migrate(terminal, folder.Write("router.yaml", text), "--to", to));
        Assert.Contains(expected, terminal.Error, StringComparison.Ordinal);
    }

    private static Task<int> Migrate(RecordingTerminal terminal, string file, params string[] more) =>
        terminal.RunAsync(ConfigCommands.Create, ["config", "migrate", file, .. more]);
}
