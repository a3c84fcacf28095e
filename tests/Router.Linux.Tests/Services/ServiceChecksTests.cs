using Router.Core.State;
using Router.Linux.Edges.Services;

namespace Router.Linux.Tests.Services;

public sealed class ServiceChecksTests
{
    private static DesiredService Service(params string[] check) => new()
    {
        Name = "lamp",
        Running = true,
        Files = [new("/etc/lamp.conf", "on\n"), new("/etc/lamp.key", "hush\n", FileModes.OwnerOnly, Secret: true)],
        Check = [.. check],
    };

    [Fact]
    public async Task Check_Content_IsOnStagedCopies()
    {
        using var system = new Temporary();
        Assert.Null(
            await new ServiceChecks(system.Paths).RunAsync(Service("grep", "-q", "on", "{0}"), TestContext.Current.CancellationToken));
        Assert.Null(await new ServiceChecks(system.Paths).RunAsync(
            Service("sh", "-c", "grep -q hush $1 && test $(stat -c %a $(dirname $1)) = 700", "sh", "{1}"),
            TestContext.Current.CancellationToken));
        Assert.False(File.Exists(system.InRoot("/etc/lamp.conf")));
    }

    [Fact]
    public async Task Check_Refusal_NamesTheFileOfTheDeviceAndLeavesNoCopies()
    {
        using var system = new Temporary();
        var problem = await new ServiceChecks(system.Paths)
            .RunAsync(Service("sh", "-c", "echo \"$1:1: too bright\"; exit 1", "sh", "{0}"), TestContext.Current.CancellationToken);
        Assert.Equal("lamp: sh refuses its configuration: /etc/lamp.conf:1: too bright", problem);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(system.Paths.Runtime, "stage")));
    }

    [Fact]
    public async Task Check_HangingProgram_IsEndedAndNamed()
    {
        using var system = new Temporary();
        var problem = await new ServiceChecks(system.Paths, TimeSpan.FromSeconds(1))
            .RunAsync(Service("sleep", "100"), TestContext.Current.CancellationToken);
        Assert.Equal("lamp: sleep, which checks its configuration, did not end in 1 seconds", problem);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(system.Paths.Runtime, "stage")));
    }

    [Fact]
    public async Task Check_MissingProgram_SaysThatItIsNotInstalled()
    {
        using var system = new Temporary();
        var problem = await new ServiceChecks(system.Paths).RunAsync(Service("lampcheck"), TestContext.Current.CancellationToken);
        Assert.Contains("lampcheck is not installed", problem, StringComparison.Ordinal);
    }
}
