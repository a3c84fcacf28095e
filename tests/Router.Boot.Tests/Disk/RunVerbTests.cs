using Router.Boot.Tests.Lab;
using Router.Image.Edges;

namespace Router.Boot.Tests.Disk;

public sealed class RunVerbTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WithoutATerminal_ShowsTheRouterAndPowersItOff()
    {
        var run = await Tool.RunAsync([BuiltImage.Routerctl, "run", BuiltImage.Board, "--name", "boot-test"], Stopping);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("$ show version\nrouter ", run.Output, StringComparison.Ordinal);
        Assert.Contains("192.168.10.1/24", run.Output, StringComparison.Ordinal);
        Assert.Contains("squid", run.Output, StringComparison.Ordinal);
        Assert.Contains("log in: ssh ", run.Output, StringComparison.Ordinal);
    }
}
