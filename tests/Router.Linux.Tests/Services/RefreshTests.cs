using Router.Core.Plans;
using Router.Core.State;
using Router.Linux.Edges.Services;
using Router.Linux.Edges.State;

namespace Router.Linux.Tests.Services;

public sealed class RefreshTests
{
    /// <summary>A share that is added to a file server that runs already has its folder when that hears of it.</summary>
    [Theory]
    [InlineData(ServiceChange.Reload)]
    [InlineData(ServiceChange.Restart)]
    public async Task Refresh_FolderIsNew_IsThereFirst(ServiceChange how)
    {
        using var system = new Temporary();
        var folder = system.InRoot("/data/files/media");
        var services = new Watched(() => Directory.Exists(folder));
        using var applier = new LinuxChangeApplier(system.Paths, services);
        var change =
            new Change.RefreshService("samba", how) { Directories = [new ServiceDirectory("/data/files/media", 448, "root:root")] };
        await applier.ApplyAsync(change, TestContext.Current.CancellationToken);
        Assert.Equal([true], services.Seen);
        Assert.Equal((UnixFileMode)448, File.GetUnixFileMode(folder));
    }

    private sealed class Watched(Func<bool> isThere) : IServiceManager
    {
        public List<bool> Seen { get; } = [];

        public bool Manages => true;

        public bool IsRunning(string service) => true;

        public bool GaveUp(string service) => false;

        public IReadOnlyList<string> Marks(string service) => [];

        public Task StartAsync(string service, CancellationToken stopping) => Task.CompletedTask;

        public Task StopAsync(string service, CancellationToken stopping) => Task.CompletedTask;

        public Task RefreshAsync(string service, ServiceChange how, CancellationToken stopping)
        {
            Seen.Add(isThere());
            return Task.CompletedTask;
        }
    }
}
