using System.Diagnostics;
using Router.Image.Vm.Edges;

namespace Router.Image.Tests.Vm;

public class SupervisedProcessTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_Command_IsItselfTheProcess()
    {
        await using var process = SupervisedProcess.Start(["sh", "-c", "echo $$; exit 7"]);
        Assert.Equal(7, await process.WaitForExitAsync(Stopping));
        Assert.Equal($"{process.Id}", await process.OutputAsync());
    }

    [Fact]
    public async Task Dispose_RunningProcess_EndsIt()
    {
        var process = SupervisedProcess.Start(["sleep", "1000"]);
        var id = process.Id;
        await process.DisposeAsync();
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    [Fact]
    public async Task Start_ParentGone_EndsTheProcess()
    {
        // To the shell beside the process, the end of its parent is the end of the pipe.
        var start = new ProcessStartInfo("sh", ["-c", SupervisedProcess.Script, "sh", "sleep", "1000"]) { RedirectStandardInput = true };
        using var child = Process.Start(start)!;
        child.StandardInput.Close();
        await child.WaitForExitAsync(Stopping);
        Assert.Equal(128 + 9, child.ExitCode);
    }

    [Fact]
    public async Task Start_MissingProgram_SaysSo()
    {
        await using var process = SupervisedProcess.Start(["no-such-program"]);
        Assert.NotEqual(0, await process.WaitForExitAsync(Stopping));
        Assert.Contains("no-such-program", await process.OutputAsync(), StringComparison.Ordinal);
    }
}
