using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Completion;

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
        Assert.Equal(ExitCode.Input, await terminal.RunAsync(Probe(_ => throw Failure.Input("a.yaml: no such file", "give one that exists")), "probe"));
        Assert.Equal("routerctl: a.yaml: no such file\n  give one that exists\n", terminal.Error);
    }

    [Fact]
    public async Task Run_IoError_IsTheMachinesFault()
    {
        Assert.Equal(ExitCode.Machine, await terminal.RunAsync(Probe(_ => throw new IOException("No space left on device : '/x'")), "probe"));
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

    private static CommandGroup Probe(Func<ParseResult, int> action) => _ => new Command("probe").Runs(action);
}
