using System.Diagnostics;

namespace Router.Linux.Tests.Services;

public sealed class DhcpcdScriptTests
{
    [Fact]
    public async Task EndHelpers_OfOneThatWasKilled_LeavesOthersAlone()
    {
        using var system = new Temporary();
        var (program, other) = (system.InRoot("/dhcpcd"), system.InRoot("/other"));
        Directory.CreateDirectory(system.InRoot("/"));
        File.Copy("/bin/sleep", program);
        File.Copy("/bin/sleep", other);
        using var helper = Process.Start(program, "60");
        using var stranger = Process.Start(other, "60");
        try
        {
            Assert.True(await new ServiceScript(system, "dhcpcd").RunAsync($"command={program}; end_helpers"));
            await helper.WaitForExitAsync(TestContext.Current.CancellationToken)
                .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.False(stranger.HasExited);
        }
        finally
        {
            stranger.Kill();
        }
    }
}
