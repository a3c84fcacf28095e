using Router.Daemon.Edges;
using Router.Daemon.Engine;

namespace Router.Daemon.Tests.PowerCuts;

/// <summary>Whatever a power cut leaves of a commit, the router boots the configuration from before it or the one from after it.</summary>
public class PowerCutTests
{
    private const string State = "/data/router";
    private const string Old = "version: 1\nsystem: { hostname: old }\n";
    private const string New = "version: 1\nsystem: { hostname: new }\n";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Commit_CutAtAnyStep_BootsTheOldOrTheNew(int before)
    {
        var (disk, start) = Disk(before);
        using (var staged = Stage(disk, New))
            staged.Publish();
        var seen = Boots(disk, start, disk.Steps);
        Assert.Equal([Old, New], seen.Order(StringComparer.Ordinal).Reverse());
        Assert.Equal([New], Boots(disk, disk.Steps, disk.Steps));
    }

    [Fact]
    public void CommitConfirm_CutWhileItWaits_BootsTheOld()
    {
        var (disk, start) = Disk(2);
        var staged = Stage(disk, New);
        Assert.Equal([Old], Boots(disk, start, disk.Steps));
        staged.Dispose();
        Assert.Equal([Old], Boots(disk, start, disk.Steps));
    }

    [Fact]
    public void FirstCommit_CutAtAnyStep_BootsNothingOrIt()
    {
        var disk = new LoggedDisk();
        using (var staged = Stage(disk, New))
            staged.Publish();
        Assert.Equal([CheckedDocuments.EmptyConfiguration.Content.Text, New], Boots(disk, 0, disk.Steps).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Commit_AfterACut_LeavesNoLeftovers()
    {
        var (disk, start) = Disk(1);
        using (var staged = Stage(disk, New))
            staged.Publish();
        foreach (var survivor in Survivors(disk, start, disk.Steps))
        {
            using (var again = Stage(survivor, "version: 1\nsystem: { hostname: third }\n"))
                again.Publish();
            Assert.DoesNotContain(
                survivor.Names(State).Concat(survivor.Names($"{State}/generations")),
                name => name.EndsWith(".new", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Checkpoint_CutAtAnyStep_KeepsTheGeneration()
    {
        var (disk, start) = Disk(2);
        Store(disk).Name(1, "good");
        foreach (var survivor in Survivors(disk, start, disk.Steps))
        {
            var generations = Store(survivor).List();
            Assert.Equal([(2, "anna"), (1, "anna")], generations.Select(g => (g.Number, g.By)));
        }
    }

    /// <summary>Forgets the oldest from the fourth on, so that deletions are cut as well.</summary>
    private static GenerationFiles Store(LoggedDisk disk) => new(State, disk) { Kept = 2, Most = 3 };

    private static (LoggedDisk Disk, int Steps) Disk(int generations)
    {
        var disk = new LoggedDisk();
        for (var i = 0; i < generations; i++)
        {
            using var staged = Stage(disk, i == generations - 1 ? Old : $"# {i}\n{Old}");
            staged.Publish();
        }
        return (disk, disk.Steps);
    }

    private static Generations.IStagedGeneration Stage(LoggedDisk disk, string document) =>
        Store(disk).Stage(document, DateTimeOffset.UnixEpoch, "anna", "local", null);

    private static IEnumerable<LoggedDisk> Survivors(LoggedDisk disk, int from, int to) =>
        Enumerable.Range(from, to - from + 1).SelectMany(disk.After);

    /// <summary>The configurations that boot, over every disk that a cut within these steps may leave.</summary>
    private static HashSet<string> Boots(LoggedDisk disk, int from, int to) =>
        [.. Survivors(disk, from, to).Select(survivor => new BootChoices(Store(survivor), []).Choose().Content.Text)];
}
