using Router.Api.Edges;
using Router.Api.Limits;
using Router.Console.Edges;

namespace Router.Console.Tests;

public sealed class InteractiveTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-console-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Session_TypedAndCompleted_RunsWhatWasCompleted()
    {
        var (screen, asked, code) = await PlayAsync("show ver\t\rconfigure\rset sys\t\rexit\rexit\r");
        Assert.Equal(0, code);
        Assert.Contains("""{"request":"show-version"}""", asked);
        Assert.Contains("""{"request":"edit","verb":"set","words":["system"]}""", asked);
        Assert.Contains("note: booted from generation 3", screen, StringComparison.Ordinal);
        Assert.Contains("anna@home", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_NameWithBlanks_IsQuoted()
    {
        var (_, asked, _) = await PlayAsync("configure\rdelete firewall ru\t\r");
        Assert.Contains("""{"request":"edit","verb":"delete","words":["firewall","rules of the office"]}""", asked);
    }

    [Fact]
    public async Task Completion_OfOperationalNames_AsksTheDaemon()
    {
        var (_, asked, _) = await PlayAsync("monitor traffic w\t\rexit\r");
        Assert.Contains("""{"request":"monitor-traffic","interface":"wan","filter":null}""", asked);
    }

    [Fact]
    public async Task Pager_LongOutput_StopsAtThePageAndEndsWithQ()
    {
        var (screen, _, _) = await PlayAsync("help\rqexit\r", height: 10);
        Assert.Contains("--more--", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("Behind a command", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_OfASession_IsThereInTheNext()
    {
        await PlayAsync("show secrets\rexit\r");
        var file = Path.Combine(folder.FullName, "history");
        Assert.Equal(["show secrets", "exit"], await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var (_, asked, _) = await PlayAsync("^Rsecr\rexit\r");
        Assert.Contains("""{"request":"show-secrets"}""", asked);
    }

    [Fact]
    public async Task SetSecret_TypedValue_IsNotOnTheScreen()
    {
        var (screen, asked, _) = await PlayAsync("set secret nas\rhunter2\rexit\r");
        Assert.DoesNotContain("hunter2", screen, StringComparison.Ordinal);
        Assert.Contains("""{"request":"set-secret","name":"nas","value":"hunter2"}""", asked);
    }

    [Theory]
    [InlineData("poweroff\ry", true)]
    [InlineData("poweroff\rn", false)]
    public async Task PowerOff_AtAPrompt_IsAskedAgain(string keys, bool done)
    {
        var (_, asked, _) = await PlayAsync(keys + "exit\r");
        Assert.Equal(done, asked.Contains("""{"request":"power-off"}"""));
    }

    [Fact]
    public async Task NoDaemon_OneShot_SaysSoAndFails()
    {
        var terminal = new ScriptedTerminal();
        var code = await ConsoleProgram.RunAsync(["--socket", Path.Combine(folder.FullName, "no.sock"), "show", "version"], "0.1.0", terminal);
        Assert.Equal(3, code);
        Assert.Contains("routerd does not run", terminal.Screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", 0, "usage: router")]
    [InlineData("--version", 0, "router 0.1.0")]
    [InlineData("--socket", 2, "--socket wants a value")]
    public async Task Program_OwnOptions_AreAnsweredWithoutADaemon(string option, int code, string text)
    {
        var terminal = new ScriptedTerminal();
        Assert.Equal(code, await ConsoleProgram.RunAsync([option], "0.1.0", terminal));
        Assert.Contains(text, terminal.Screen, StringComparison.Ordinal);
    }

    private async Task<(string Screen, List<string> Asked, int Code)> PlayAsync(string keys, int height = 24)
    {
        var daemon = new CannedDaemon();
        var transport = new InProcessTransport(new PeerCredentials(0, 1));
        using var stopping = new CancellationTokenSource();
        var server = new Api.ApiServer(transport, _ => daemon, new ConnectionTable(new ApiLimits(), _ => null, TimeProvider.System), _ => { }, TimeProvider.System).RunAsync(stopping.Token);
        var terminal = new ScriptedTerminal(interactive: true) { Height = height }.Type(keys);
        var code = await ConsoleProgram.RunAsync([], transport, terminal, new HistoryFile(Path.Combine(folder.FullName, "history")));
        await stopping.CancelAsync();
        await server;
        return (terminal.Screen, daemon.Asked, code);
    }
}
