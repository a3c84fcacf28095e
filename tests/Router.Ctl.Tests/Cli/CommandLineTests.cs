using System.CommandLine;
using System.IO.Pipes;
using Router.Ctl.Apk;
using Router.Ctl.Cli;
using Router.Ctl.Completion;
using Router.Ctl.Config;
using Router.Ctl.Flash.Edges;
using Router.Ctl.Nhrp;
using Router.Ctl.Push;

namespace Router.Ctl.Tests.Cli;

public class CommandLineTests
{
    private readonly RecordingTerminal terminal = new();

    [Theory]
    [InlineData("frob")]
    [InlineData("probe", "surplus")]
    [InlineData("probe", "--wrong")]
    public async Task Run_UnknownWords_IsAUsageErrorThatPointsToHelp(params string[] args)
    {
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync(Probe(_ => ExitCode.Done), args));
        Assert.Contains(args[^1], terminal.Error);
        Assert.Contains("--help", terminal.Error);
        Assert.Empty(terminal.Out);
    }

    [Fact]
    public async Task Run_NoCommand_NamesThoseThereAre()
    {
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync(Probe(_ => ExitCode.Done)));
        Assert.Contains("a command is missing; there are probe", terminal.Error);
    }

    [Fact]
    public async Task Run_Failure_PrintsWhatAndHowAndGivesItsCode()
    {
        Assert.Equal(
            ExitCode.Input,
            await terminal.RunAsync(Probe(_ => throw Failure.Input("a.yaml: no such file", "give one that exists")), "probe"));
        Assert.Equal("routerctl: a.yaml: no such file\n  give one that exists\n", terminal.Error);
    }

    [Fact]
    public async Task Run_IoError_IsTheMachinesFault()
    {
        Assert.Equal(
            ExitCode.Machine, await terminal.RunAsync(Probe(_ => throw new IOException("No space left on device : '/x'")), "probe"));
        Assert.Equal("routerctl: No space left on device : '/x'\n", terminal.Error);
    }

    [Fact]
    public async Task Help_OfAnyGroup_GoesToStdoutWithCodeZero()
    {
        Assert.Equal(ExitCode.Done, await terminal.RunAsync(Probe(_ => ExitCode.Machine), "probe", "--help"));
        Assert.Contains("Usage:", terminal.Out);
        Assert.Empty(terminal.Error);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _routerctl routerctl")]
    [InlineData("zsh", "compdef _routerctl routerctl")]
    [InlineData("fish", "complete --command routerctl")]
    public async Task Completion_OfShell_RegistersRouterctl(string shell, string expected)
    {
        Assert.Equal(ExitCode.Done, await terminal.RunAsync(CompletionCommand.Create, "completion", shell));
        Assert.Contains(expected, terminal.Out);
    }

    [Theory]
    [InlineData("push", "--dry-run", "'--dry-run' is no option of routerctl push")]
    [InlineData("flash", "image", "-x", "'-x' is no option of routerctl flash")]
    [InlineData("config", "check", "--jsn", "'--jsn' is no option of routerctl config check")]
    [InlineData("apk", "resolve", "-X", ".", "--keys", ".", "--root", "'--root' is no option of routerctl apk resolve")]
    public async Task Run_OptionThatNobodyKnows_IsNoArgument(params string[] words)
    {
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync(Group(words[0]), words[..^1]));
        Assert.Contains(words[^1], terminal.Error);
        Assert.Contains("--help", terminal.Error);
    }

    [Theory]
    [InlineData("@lan")]
    [InlineData("@community /srv/alpine")]
    [InlineData("-")]
    [InlineData("-5")]
    [InlineData("--", "-x")]
    [InlineData("--", "--json")]
    [InlineData("--", "@x")]
    public async Task Run_WordsOfTheProductsOwnSyntax_ArriveAsTheyAre(params string[] words)
    {
        var argument = new Argument<string[]>("WORD");
        string[] got = [];
        CommandGroup probe = _ => new Command("probe").With(argument, CommandExtensions.JsonOption()).Runs(result =>
        {
            got = result.GetRequiredValue(argument);
            return ExitCode.Done;
        });
        Assert.Equal((ExitCode.Done, ""), (await terminal.RunAsync(probe, ["probe", .. words]), terminal.Error));
        Assert.Equal(words[^1..], got);
    }

    [Fact]
    public async Task Set_PortByItsRole_IsWrittenAsItIs()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.yaml", "version: 1\ninterfaces: { lan: { zone: lan } }\n");
        Assert.Equal(
            ExitCode.Done, await terminal.RunAsync(ConfigCommands.Create, "config", "set", file, "interfaces", "lan", "device", "@lan"));
        Assert.Contains("@lan", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    /// <summary>Standard input that never comes, as a pipe whose writer sleeps.</summary>
    [Theory]
    [InlineData("config", "check", "-")]
    [InlineData("config", "render", "-")]
    [InlineData("config", "set", "-", "system", "hostname", "x")]
    [InlineData("push", "r1", "--config", "-")]
    [InlineData("nhrp", "decode", "-")]
    public async Task Run_Signal_EndsAVerbThatWaitsForInput(params string[] words)
    {
        using var stop = new CancellationTokenSource(200);
        using var never = new AnonymousPipeServerStream(PipeDirection.In);
        var waiting = new RecordingTerminal { Stopping = stop.Token, Stream = never };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => waiting.RunAsync(Group(words[0]), words).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    private static CommandGroup Group(string name) => name switch
    {
        "push" => PushCommand.Create,
        "flash" => FlashCommand.Create,
        "apk" => ApkCommands.Create,
        "nhrp" => NhrpCommand.Create,
        _ => ConfigCommands.Create,
    };

    private static CommandGroup Probe(Func<ParseResult, int> action) => _ => new Command("probe").Runs(action);
}
