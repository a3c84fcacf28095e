using Router.Boot.Tests.Lab;
using Router.Image.Building;
using Router.Image.Edges;

namespace Router.Boot.Tests.Boards;

/// <summary>An image is the same bytes wherever and whenever it is built from the same packages and daemon.</summary>
public sealed class RebuildTests : IDisposable
{
    private const string Board = "vm-x86_64";

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    private readonly string folder = BuiltImage.NewFolder();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>
    /// Every program of the build sees the clock two days ahead (but not the times of files, which are fixed or now), and packages and
    /// trees are made anew. The static routerctl would not see it; the one of the build for tests does.
    /// </summary>
    [Fact]
    public async Task Build_TwoDaysLaterInAnotherFolder_MakesTheSameBytes()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "an image is built by root");
        await CopySourcesAsync();
        // The copy has no history that would say the number of the release.
        var manifest = await File.ReadAllTextAsync(BuiltImage.Of(Board, "manifest.json"), Stopping);
        var release = $"{ImageManifest.Parse(manifest).Release}";
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        deadline.CancelAfter(Within);
        var there = await Tool.RunAsync(
            [
                "env", "-C", folder, "FAKETIME_DONT_FAKE_MONOTONIC=1", "NO_FAKE_STAT=1", "faketime", "-m", "-f", "+2d",
                "sh", "-c", "date +%s && exec \"$@\"", "sh", RouterCtl, "image", "build", Board, "--source", "lab",
                "--release-number", release,
            ],
            deadline.Token);
        there.OrThrow("routerctl");
        var clock = long.Parse(there.Output.Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(clock - DateTimeOffset.UtcNow.ToUnixTimeSeconds(), 47 * 3600, 49 * 3600);

        var before = Path.Combine(BuiltImage.Root, "artifacts", "images", Board);
        var after = Path.Combine(folder, "artifacts", "images", Board);
        var names = Names(before);
        Assert.Equal(names, Names(after));
        Assert.True(names.Count > 8, string.Join(' ', names));
        var different = new List<string>();
        // A signature is another one each time.
        foreach (var name in names.Where(name => !name.EndsWith(".sig", StringComparison.Ordinal)))
        {
            if ((await Tool.RunAsync(["cmp", Path.Combine(before, name), Path.Combine(after, name)], Stopping)).ExitCode != 0)
                different.Add(name);
        }
        Assert.Empty(different);
    }

    private static string RouterCtl =>
        Path.Combine(BuiltImage.Root, "src", "Router.Ctl", "bin", "Debug", "net10.0", "routerctl");

    /// <summary>Of what builds leave behind, only the packages that were fetched, the daemon, and the keys that sign.</summary>
    private async Task CopySourcesAsync()
    {
        var root = BuiltImage.Root;
        string[] parts =
            ["boards", "firmware", "artifacts/bin", "artifacts/keys", "artifacts/release", "src/Router.Daemon/packages.lock.json"];
        foreach (var part in parts)
        {
            var target = Path.Combine(folder, part);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            (await Tool.RunAsync(["cp", "-a", Path.Combine(root, part), target], Stopping)).OrThrow("cp");
        }
        Directory.CreateDirectory(Path.Combine(folder, "artifacts", "cache"));
        (await Tool.RunAsync(
            ["cp", "-al", Path.Combine(root, "artifacts", "cache", "debs"), Path.Combine(folder, "artifacts", "cache")], Stopping))
            .OrThrow("cp");
    }

    private static List<string> Names(string image) =>
        [.. Directory.GetFiles(image).Select(file => Path.GetFileName(file)).Where(name => name[0] != '.').Order(StringComparer.Ordinal)];
}
