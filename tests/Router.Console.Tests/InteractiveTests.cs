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
    public async Task Load_PastedUntilCtrlD_IsLoaded()
    {
        var (screen, asked, _) = await PlayAsync("configure\rload merge terminal\rsystem:\r  hostname: home\r^Dexit\rexit\r");
        Assert.Contains("""{"request":"load","document":"system:\n  hostname: home\n","how":"merge"}""", asked);
        Assert.Contains("Ctrl-D ends it", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_PasteThatIsAbandoned_LoadsNothing()
    {
        var (screen, asked, _) = await PlayAsync("configure\rload terminal\rsystem:\r^Cexit\rexit\r");
        Assert.DoesNotContain(asked, a => a.Contains("\"load\"", StringComparison.Ordinal));
        Assert.Contains("nothing was loaded", screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("configure\rshow | comp\troll\t2\r", """{"request":"compare","from":null,"to":null,"back":2,"candidate":true,"path":[]}""")]
    [InlineData(
        "show configuration | dis\tse\t\r",
        """{"request":"show-configuration","source":"running","path":[],"generation":0,"commands":true}""")]
    [InlineData("configure\rcommit conf\tand\t\r", """{"request":"commit","confirmMinutes":10,"comment":null,"force":false}""")]
    [InlineData("configure\rload m\tt\t\rversion: 1\r^D", """{"request":"load","document":"version: 1\n","how":"merge"}""")]
    [InlineData("configure\rrollback gen\t12\r", """{"request":"rollback","generation":12,"name":null,"back":null}""")]
    [InlineData(
        "configure\rrename firewall ru\tt\tshorter\r",
        """{"request":"edit","verb":"rename","words":["firewall","rules of the office","to","shorter"]}""")]
    public async Task Completion_OfTheWords_RunsWhatWasCompleted(string typed, string request)
    {
        var (_, asked, _) = await PlayAsync(typed);
        Assert.Contains(request, asked);
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
        var code = await ConsoleProgram.RunAsync(
            ["--socket", Path.Combine(folder.FullName, "no.sock"), "show", "version"], "0.1.0", terminal);
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

    [Fact]
    public async Task Commit_OfAnother_IsToldAboveThePromptAndTheNameOfTheRouterFollows()
    {
        var daemon = new CannedDaemon { Hostname = "old" };
        var terminal = new ScriptedTerminal(interactive: true);
        terminal.Type("show sec").Wait(() => WaitFor(() => terminal.Screen.Contains("3 steps", StringComparison.Ordinal))).Type("r");
        terminal.Wait(() => daemon.Hostname = "new").Type("ets\rexit\r");
        var (screen, asked, _) = await PlayAsync(terminal, daemon);
        Assert.Contains("note: 2026-05-17 12:00:00 commit: anna (ssh 10.0.0.7): 3 steps", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("2 steps", screen, StringComparison.Ordinal);
        Assert.Contains("anna@old", screen, StringComparison.Ordinal);
        Assert.Contains("anna@new", screen, StringComparison.Ordinal);
        Assert.Contains("""{"request":"show-secrets"}""", asked);
    }

    private static void WaitFor(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(10)));

    private Task<(string Screen, List<string> Asked, int Code)> PlayAsync(string keys, int height = 24) =>
        PlayAsync(new ScriptedTerminal(interactive: true) { Height = height }.Type(keys), new CannedDaemon());

    private async Task<(string Screen, List<string> Asked, int Code)> PlayAsync(ScriptedTerminal terminal, CannedDaemon daemon)
    {
        var transport = new InProcessTransport(new PeerCredentials(0, 1));
        using var stopping = new CancellationTokenSource();
        var connections = new ConnectionTable(new ApiLimits(), _ => null, TimeProvider.System);
        var server = new Api.ApiServer(transport, _ => daemon, connections, _ => { }, TimeProvider.System).RunAsync(stopping.Token);
        var code = await ConsoleProgram.RunAsync([], transport, terminal, new HistoryFile(Path.Combine(folder.FullName, "history")));
        await stopping.CancelAsync();
        await server;
        return (terminal.Screen, daemon.Asked, code);
    }
}
