using System.Diagnostics;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Writing;
using static Router.Image.Tests.Apk.FlakyServer;

namespace Router.Image.Tests.Apk;

/// <summary>Mirrors that cut off, stall or refuse for a while: what came is kept, and the rest is asked for.</summary>
public sealed class ResumeTests : IDisposable
{
    private static readonly (byte[] Bytes, IndexEntry Entry) Package = PackageTests.Package();
    private static readonly byte[] Index = IndexWriter.Write([Package.Entry], "test", TestKeys.Signing);

    private readonly DirectoryInfo cache = Directory.CreateTempSubdirectory("router-resume-");
    private readonly List<string> said = [];

    public void Dispose() => cache.Delete(recursive: true);

    [Fact]
    public void Read_CutOff_GoesOnWhereItEnded()
    {
        using var server = new FlakyServer(Whole(Index), Cut(Package.Bytes, 300), Rest(Package.Bytes));
        Assert.Equal("hello", Fetch(server));
        Assert.Null(Header(server.Requests[1], "Range"));
        Assert.Equal("bytes=300-", Header(server.Requests[2], "Range"));
        Assert.Contains(said, line => line.EndsWith("trying again in 0.01 s", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_Stalled_GoesOnWhereItEnded()
    {
        using var server = new FlakyServer(Whole(Index), Stall(Package.Bytes, 500), Rest(Package.Bytes));
        Assert.Equal("hello", Fetch(server, TimeSpan.FromSeconds(1)));
        Assert.Equal("bytes=500-", Header(server.Requests[2], "Range"));
        Assert.Contains(said, line => line.Contains("not a byte came for 1 s; trying again", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ServerThatGivesNoParts_StartsAgain()
    {
        using var server = new FlakyServer(Whole(Index), Cut(Package.Bytes, 300), Whole(Package.Bytes));
        Assert.Equal("hello", Fetch(server));
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("503 Service Unavailable")]
    [InlineData("429 Too Many Requests")]
    public void Read_BusyServer_IsAskedAgain(string status)
    {
        using var server = new FlakyServer(Refuse(status), Whole(Index), Refuse(status), Refuse(status), Whole(Package.Bytes));
        Assert.Equal("hello", Fetch(server));
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public void Read_MissingFile_IsAskedForOnce()
    {
        using var server = new FlakyServer(Whole(Index), Refuse("404 Not Found"));
        var error = Assert.Throws<ApkException>(() => Fetch(server));
        Assert.Contains("the server answers 404", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public void Read_NeverWhole_FailsWithItsTriesUsedUp()
    {
        using var server = new FlakyServer(
            Whole(Index), Cut(Package.Bytes, 100), Refuse("502 Bad Gateway"), Refuse("502 Bad Gateway"), Refuse("502 Bad Gateway"));
        var error = Assert.Throws<ApkException>(() => Fetch(server));
        Assert.Contains("cannot be reached (the server answers 502 Bad Gateway)", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsInput);
        Assert.Equal(5, server.Requests.Count);
    }

    /// <summary>The command that was ended, and the next one.</summary>
    [Fact]
    public async Task Read_NextCommand_GoesOnWithWhatTheLastOneHad()
    {
        using var stop = new CancellationTokenSource();
        using (var server = new FlakyServer(Whole(Index), Stall(Package.Bytes, 400)))
        {
            var fetching = Task.Run(() => Fetch(server, TimeSpan.FromMinutes(10), stop.Token), TestContext.Current.CancellationToken);
            while (server.Requests.Count < 2)
                await Task.Delay(20, TestContext.Current.CancellationToken);
            await Task.Delay(200, TestContext.Current.CancellationToken);
            var stopped = Stopwatch.GetTimestamp();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
            Assert.InRange(Stopwatch.GetElapsedTime(stopped).TotalSeconds, 0, 10);
        }

        using (var server = new FlakyServer(Whole(Index), Rest(Package.Bytes)))
        {
            Assert.Equal("hello", Fetch(server));
            Assert.Equal("bytes=400-", Header(server.Requests[1], "Range"));
        }
        Assert.Empty(cache.GetFiles("*.partial"));
    }

    /// <summary>The beginning is of another build of the package: the hash says so, and the whole is fetched.</summary>
    [Fact]
    public void Read_BeginningOfAnotherFile_IsFetchedWhole()
    {
        File.WriteAllBytes(Path.Combine(cache.FullName, $"{Package.Entry.FileName}.partial"), new byte[250]);
        using var server = new FlakyServer(Whole(Index), Rest(Package.Bytes), Whole(Package.Bytes));
        Assert.Equal("hello", Fetch(server));
        Assert.Equal("bytes=250-", Header(server.Requests[1], "Range"));
        Assert.Null(Header(server.Requests[2], "Range"));
    }

    [Fact]
    public void Read_BeginningLongerThanTheFile_IsFetchedWhole()
    {
        File.WriteAllBytes(Path.Combine(cache.FullName, $"{Package.Entry.FileName}.partial"), new byte[Package.Bytes.Length + 9]);
        using var server = new FlakyServer(Whole(Index), Refuse("416 Range Not Satisfiable"), Whole(Package.Bytes));
        Assert.Equal("hello", Fetch(server));
        Assert.Null(Header(server.Requests[2], "Range"));
    }

    /// <summary>An index has no hash that is known before, and may be another one by now.</summary>
    [Theory]
    [InlineData("", null)]
    [InlineData("\r\nETag: \"one\"", "\"one\"")]
    public void Open_IndexCutOff_GoesOnOnlyWhereTheServerTellsVersionsApart(string header, string? version)
    {
        var again = version is null ? Whole(Index) : Rest(Index);
        using var server = new FlakyServer(Cut(Index, 200, header), again, Whole(Package.Bytes));
        Assert.Equal("hello", Fetch(server));
        Assert.Equal(version, Header(server.Requests[1], "If-Range"));
        Assert.Equal(version is null ? null : "bytes=200-", Header(server.Requests[1], "Range"));
    }

    [Fact]
    public async Task Open_StoppedInAPause_EndsAtOnce()
    {
        using var stop = new CancellationTokenSource();
        using var server = new FlakyServer(Refuse("503 Service Unavailable"));
        var transfer = new Transfer(TimeSpan.FromSeconds(30), null, stop.Token) { Pauses = [TimeSpan.FromMinutes(10)] };
        var opening = Task.Run(
            () => ApkSources.Open(server.Address, TestKeys.Trusted(), "x86_64", null, transfer), TestContext.Current.CancellationToken);
        while (server.Requests.Count < 1)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => opening.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    private string Fetch(FlakyServer server, TimeSpan? patience = null, CancellationToken? stopping = null)
    {
        var pause = TimeSpan.FromSeconds(0.01);
        var transfer = new Transfer(patience ?? TimeSpan.FromSeconds(20), said.Add, stopping ?? TestContext.Current.CancellationToken)
        {
            Pauses = [pause, pause, pause],
        };
        var repository = ApkSources.Open(server.Address, TestKeys.Trusted(), "x86_64", cache.FullName, transfer);
        return repository.ReadPackage(Package.Entry).Info.Name;
    }

    private static Func<string, Answer> Whole(byte[] file) => _ => new($"200 OK\r\nContent-Length: {file.Length}", file);

    private static Func<string, Answer> Cut(byte[] file, int after, string header = "") =>
        _ => new($"200 OK\r\nContent-Length: {file.Length}{header}", file[..after]);

    private static Func<string, Answer> Stall(byte[] file, int after) =>
        _ => new($"200 OK\r\nContent-Length: {file.Length}", file[..after], Hangs: true);

    private static Func<string, Answer> Rest(byte[] file) => request =>
    {
        var start = int.Parse(Header(request, "Range")!["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture);
        return new(
            $"206 Partial Content\r\nContent-Length: {file.Length - start}\r\nContent-Range: bytes {start}-{file.Length - 1}/{file.Length}",
            file[start..]);
    };

    private static Func<string, Answer> Refuse(string status) => _ => new($"{status}\r\nContent-Length: 0", []);
}
