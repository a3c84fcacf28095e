using Router.Image.Edges;

namespace Router.Image.Tests.Building;

public sealed class FolderExchangeTests : IDisposable
{
    private const int Times = 200;

    private readonly string folder = Directory.CreateTempSubdirectory("router-exchange").FullName;

    private string Place => Path.Combine(folder, "images", "box");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Replace_WhoeverLooksMeanwhile_AlwaysFindsAFolder()
    {
        FolderExchange.Replace(Fresh("0"), Place);
        var done = false;
        var gone = 0;
        var watcher = new Thread(() =>
        {
            while (!Volatile.Read(ref done))
                gone += Directory.Exists(Place) ? 0 : 1;
        });
        watcher.Start();
        for (var n = 1; n <= Times; n++)
            FolderExchange.Replace(Fresh($"{n}"), Place);
        Volatile.Write(ref done, true);
        watcher.Join();
        Assert.Equal(0, gone);
        AssertOnly($"{Times}");
    }

    /// <summary>A folder that is not there yet, and one that is.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Replace_EitherWay_LeavesTheFreshFolderAlone(bool renames)
    {
        Action<string, string> replace = renames ? FolderExchange.ReplaceByRenames : FolderExchange.Replace;
        replace(Fresh("first"), Place);
        AssertOnly("first");
        File.WriteAllText(Path.Combine(Place, "more"), "");
        replace(Fresh("second"), Place);
        AssertOnly("second");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Replace_NothingFresh_LeavesWhatWasThere(bool renames)
    {
        FolderExchange.Replace(Fresh("first"), Place);
        Action<string, string> replace = renames ? FolderExchange.ReplaceByRenames : FolderExchange.Replace;
        Assert.Throws<DirectoryNotFoundException>(() => replace(Path.Combine(folder, "nowhere"), Place));
        AssertOnly("first");
    }

    private string Fresh(string text)
    {
        var fresh = Directory.CreateDirectory(Path.Combine(folder, "fresh.partial")).FullName;
        File.WriteAllText(Path.Combine(fresh, "text"), text);
        return fresh;
    }

    private void AssertOnly(string text)
    {
        Assert.Equal(["text"], Directory.GetFileSystemEntries(Place).Select(Path.GetFileName));
        Assert.Equal(text, File.ReadAllText(Path.Combine(Place, "text")));
        Assert.Equal([Place], Directory.GetFileSystemEntries(Path.GetDirectoryName(Place)!));
    }
}
