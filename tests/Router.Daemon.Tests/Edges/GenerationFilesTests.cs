using Router.Daemon.Edges;

namespace Router.Daemon.Tests.Edges;

public sealed class GenerationFilesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-state-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Publish_MoreThanAreKept_ForgetsTheOldest()
    {
        var store = new GenerationFiles(folder.FullName);
        for (var i = 1; i <= GenerationFiles.Kept + 2; i++)
            Commit(store, $"# {i}\n");
        Assert.Equal(Enumerable.Range(3, GenerationFiles.Kept).Reverse(), store.List().Select(g => g.Number));
        Assert.Null(store.Read(2));
        Assert.Equal("# 3\n"u8.ToArray(), store.Read(3));
        Assert.Equal(2 * GenerationFiles.Kept, Directory.GetFiles(Path.Combine(folder.FullName, "generations")).Length);
    }

    [Fact]
    public void Stage_NotPublished_CountsForNothing()
    {
        var store = new GenerationFiles(folder.FullName);
        Commit(store, "# 1\n");
        store.Stage("# 2\n", DateTimeOffset.UnixEpoch, "anna", "local", null).Dispose();
        Assert.Equal("# 1\n"u8.ToArray(), store.ReadStartup());
        Assert.Single(store.List());
    }

    [Fact]
    public void Files_OfAGeneration_AreForRootAlone()
    {
        Commit(new GenerationFiles(folder.FullName), "# 1\n");
        Assert.All(Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories), path =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path)));
    }

    [Fact]
    public void List_RecordIsDamaged_StillHasTheGeneration()
    {
        var store = new GenerationFiles(folder.FullName);
        Commit(store, "# 1\n");
        File.WriteAllText(Path.Combine(folder.FullName, "generations", "000001.json"), "{");
        Assert.Equal((1, "unknown"), (store.List().Single().Number, store.List().Single().By));
    }

    private static void Commit(GenerationFiles store, string document)
    {
        using var staged = store.Stage(document, DateTimeOffset.UnixEpoch, "anna", "local", null);
        staged.Publish();
    }
}
