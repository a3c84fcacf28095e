using Router.Ctl.Cli;

namespace Router.Ctl.Tests.Cli;

public class ProgressDisplayTests
{
    [Fact]
    public async Task Run_WithoutTerminal_PrintsALineEveryTenth()
    {
        var terminal = new RecordingTerminal();
        await ProgressDisplay.RunAsync(terminal.Terminal, start =>
        {
            var step = start("writing", 1000);
            for (var done = 0L; done <= 1000; done++)
                step.Report(done);
            return Task.FromResult(0);
        });
        Assert.Equal(11, terminal.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.EndsWith("writing: 100 %\n", terminal.Error);
    }
}
