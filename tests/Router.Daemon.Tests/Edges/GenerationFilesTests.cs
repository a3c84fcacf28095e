using Router.Daemon.Edges;

namespace Router.Daemon.Tests.Edges;

public sealed class GenerationFilesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-state-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Publish_MoreThanAreKept_ForgetsTheOldestButForCheckpoints()
    {
        var store = new GenerationFiles(folder.FullName, new Disk()) { Kept = 3, Most = 5 };
        Commit(store, "# 1\n");
        Commit(store, "# 2\n");
        store.Name(2, "good");
        for (var i = 3; i <= 9; i++)
            Commit(store, $"# {i}\n");
        Assert.Equal([9, 8, 7, 6, 5, 2], store.List().Select(g => g.Number));
        Assert.Null(store.Read(1));
        Assert.Equal("# 5\n"u8.ToArray(), store.Read(5));
        Assert.Equal("good", store.List()[^1].Checkpoint);
        Assert.Equal(12, Directory.GetFiles(Path.Combine(folder.FullName, "generations")).Length);
    }

    [Fact]
    public void Publish_LargeDocuments_KeepsTheLastOnesAndNoMoreBytesThanThereIsRoomFor()
    {
        var store = new GenerationFiles(folder.FullName, new Disk()) { Kept = 2 };
        var large = new string('x', (int)(GenerationFiles.Room / 4));
        for (var i = 1; i <= 10; i++)
            Commit(store, i <= 8 ? $"# {i} {large}\n" : $"# {i}\n");
        Assert.Equal([10, 9, 8, 7, 6], store.List().Select(g => g.Number));
    }

    [Fact]
    public void Stage_NotPublished_CountsForNothing()
    {
        var store = new GenerationFiles(folder.FullName, new Disk());
        Commit(store, "# 1\n");
        store.Stage("# 2\n", DateTimeOffset.UnixEpoch, "anna", "local", null).Dispose();
        Assert.Equal("# 1\n"u8.ToArray(), store.ReadStartup());
        Assert.Single(store.List());
    }

    [Fact]
    public void Files_OfAGeneration_AreForRootAlone()
    {
        Commit(new GenerationFiles(folder.FullName, new Disk()), "# 1\n");
        Assert.All(Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories), path =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path)));
    }

    [Fact]
    public void List_RecordIsDamaged_StillHasTheGeneration()
    {
        var store = new GenerationFiles(folder.FullName, new Disk());
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
