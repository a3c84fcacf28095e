using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.PowerCuts;

/// <summary>A disk that is full, or read-only, from some step of a commit on.</summary>
public class FullDiskTests
{
    private static readonly Author Anna = new("anna", "local");
    private static readonly string Old = TestRouter.Document("192.168.1.1/24");
    private static readonly string New = TestRouter.Document("192.168.2.1/24");

    [Fact]
    public async Task Commit_DiskFullAtEveryStep_ChangesNothingOrSaysThatItRunsUnsaved()
    {
        var steps = await StepsOfACommitAsync();
        for (var step = 0; step < steps; step++)
        {
            var disk = new LoggedDisk();
            await using var router = await new TestRouter(disk: disk).BootAsync();
            await router.Engine.CommitAsync(Old, null, Anna, null);
            disk.FullAt = disk.Steps + step;
            var exception = await Assert.ThrowsAsync<IOException>(() => router.Engine.CommitAsync(New, null, Anna, null));
            var unsaved = exception.Message.StartsWith("the configuration runs, but cannot be saved", StringComparison.Ordinal);
            Assert.True(unsaved || exception.Message.EndsWith("nothing was changed", StringComparison.Ordinal), exception.Message);
            Assert.Equal([unsaved ? "192.168.2.1/24" : "192.168.1.1/24"], router.Addresses("eth1"));
            Assert.Equal(unsaved ? New : Old, router.Engine.Running.Content.Text);
            disk.FullAt = null;
            Assert.Contains(Boots(router), unsaved ? [Old, New] : new[] { Old });
            await router.Engine.CommitAsync(New, null, Anna, null);
            Assert.Equal(New, Boots(router));
        }
    }

    /// <summary>Those that can fail it: forgetting the oldest generation cannot.</summary>
    private static async Task<int> StepsOfACommitAsync()
    {
        var disk = new LoggedDisk();
        await using var router = await new TestRouter(disk: disk).BootAsync();
        await router.Engine.CommitAsync(Old, null, Anna, null);
        var before = disk.Steps;
        await router.Engine.CommitAsync(New, null, Anna, null);
        return disk.Steps - before;
    }

    private static string Boots(TestRouter router) => new BootChoices(router.Store, []).Choose().Content.Text;
}
