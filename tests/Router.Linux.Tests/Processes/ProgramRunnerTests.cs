using System.Diagnostics;
using Router.Core.Edges;
using Router.Linux.Edges.Processes;

namespace Router.Linux.Tests.Processes;

public sealed class ProgramRunnerTests
{
    [Fact]
    public async Task Run_Program_GivesCodeAndBothOutputs()
    {
        var (code, words) = await ProgramRunner.RunAsync(
            "sh", ["-c", "cat; echo wrong >&2; exit 3"], "said\n", TestContext.Current.CancellationToken);
        Assert.Equal(3, code);
        Assert.Equal("said\nwrong", words);
    }

    [Fact]
    public async Task Run_ArgumentsWithShellSigns_AreTakenAsTheyAre()
    {
        var (_, words) = await ProgramRunner.RunAsync("echo", ["$(id)", ";", "a b"], "", TestContext.Current.CancellationToken);
        Assert.Equal("$(id) ; a b", words);
    }

    [Fact]
    public async Task Run_InputThatNobodyReads_IsNoFailure()
    {
        var (code, _) = await ProgramRunner.RunAsync("true", [], new string('x', 1 << 20), TestContext.Current.CancellationToken);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Run_MissingProgram_NamesIt()
    {
        var refused = await Assert.ThrowsAsync<ApplyException>(
            () => ProgramRunner.RunAsync("no-such-program", [], "", TestContext.Current.CancellationToken));
        Assert.Contains("no-such-program", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A start script that leaves a service behind which keeps its outputs open.</summary>
    [Fact]
    public async Task Run_ProgramThatLeavesAnotherBehind_EndsWithTheProgram()
    {
        var clock = Stopwatch.StartNew();
        var (code, words) = await ProgramRunner.RunAsync("sh", ["-c", "sleep 30 & echo $!"], "", TestContext.Current.CancellationToken);
        Process.GetProcessById(int.Parse(words, System.Globalization.CultureInfo.InvariantCulture)).Kill();
        Assert.Equal(0, code);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task Run_Stopped_EndsTheProgram()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ProgramRunner.RunAsync("sleep", ["30"], "", stop.Token));
    }
}
