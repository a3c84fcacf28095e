using System.Net;
using System.Text;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Signing;
using Router.Image.Apk.Writing;

namespace Router.Image.Tests.Apk;

public sealed class RepositoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("router-apk-");

    private static Transfer Usual => new(Transfer.UsualPatience, null, TestContext.Current.CancellationToken);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Open_AnyFlippedByteOfTheIndex_IsRefusedOrSaysNothing()
    {
        var index = TestRepository.Index("a 1-r0");
        var accepted = 0;
        for (var i = 0; i < index.Length; i++)
        {
            var changed = index.ToArray();
            changed[i] ^= 0x55;
            var source = new MemorySource();
            source.Files["APKINDEX.tar.gz"] = changed;
            if (Record.Exception(() => ApkRepository.Open(source, TestKeys.Trusted())) is { } error)
                Assert.IsType<ApkException>(error);
            else
                accepted++;
        }

        Assert.InRange(accepted, 0, 6);
    }

    [Fact]
    public void Open_EveryTruncationOfTheIndex_IsRefused()
    {
        var index = TestRepository.Index("a 1-r0");
        var source = new MemorySource();
        for (var length = 0; length < index.Length; length++)
        {
            source.Files["APKINDEX.tar.gz"] = index[..length];
            Assert.Throws<ApkException>(() => ApkRepository.Open(source, TestKeys.Trusted()));
        }
    }

    [Fact]
    public void Open_UnknownKey_NamesIt()
    {
        var source = new MemorySource();
        source.Files["APKINDEX.tar.gz"] = TestRepository.Index("a 1-r0");
        using var nobody = new KeyRing();

        var error = Assert.Throws<ApkException>(() => ApkRepository.Open(source, nobody));

        Assert.Contains(
            "memory:/APKINDEX.tar.gz: UNTRUSTED signature: it is signed by RSA256.test.rsa.pub", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x86_64")]
    public void Open_Folder_IsTheOneOrHoldsTheArchitectures(string architecture)
    {
        var folder = _folder.CreateSubdirectory(architecture.Length == 0 ? "flat" : architecture);
        File.WriteAllBytes(Path.Combine(folder.FullName, "APKINDEX.tar.gz"), TestRepository.Index("a 1-r0"));
        var location = architecture.Length == 0 ? folder.FullName : _folder.FullName;

        var repository = ApkSources.Open(location, TestKeys.Trusted(), "x86_64", null, Usual);

        Assert.Equal(folder.FullName, repository.Location);
        Assert.Equal("test", repository.Description);
    }

    [Fact]
    public void Open_FolderWithoutIndex_SaysWhatBelongsThere()
    {
        var error = Assert.Throws<ApkException>(() => ApkSources.Open(_folder.FullName, TestKeys.Trusted(), "x86_64", null, Usual));

        Assert.Contains("neither APKINDEX.tar.gz nor x86_64/APKINDEX.tar.gz is in it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_UnreachableSite_SaysSo()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var error = Assert.Throws<ApkException>(
            () => ApkSources.Open($"http://127.0.0.1:{port}/alpine", TestKeys.Trusted(), "x86_64", null, Usual));

        Assert.Contains(
            $"http://127.0.0.1:{port}/alpine/x86_64/APKINDEX.tar.gz: cannot be reached", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_Site_FetchesAPackageOnceAndAgainWhenTheCopyIsDamaged()
    {
        var package = PackageTests.Package();
        var files = new Dictionary<string, byte[]>
        {
            ["/alpine/x86_64/APKINDEX.tar.gz"] = IndexWriter.Write([package.Entry], "test", TestKeys.Signing),
            ["/alpine/x86_64/hello-1.0-r0.apk"] = package.Package,
        };
        using var server = new TestServer(files);
        var cache = Path.Combine(_folder.FullName, "cache");

        for (var i = 0; i < 2; i++)
            Fetch();
        Assert.Equal(1, server.Count("/alpine/x86_64/hello-1.0-r0.apk"));

        var kept = Assert.Single(Directory.GetFiles(cache));
        await File.WriteAllBytesAsync(kept, Encoding.UTF8.GetBytes("damaged"), TestContext.Current.CancellationToken);
        Fetch();
        Assert.Equal(2, server.Count("/alpine/x86_64/hello-1.0-r0.apk"));

        void Fetch()
        {
            var repository = ApkSources.Open($"{server.Address}/alpine", TestKeys.Trusted(), "x86_64", cache, Usual);
            Assert.Equal("hello", repository.ReadPackage(package.Entry).Info.Name);
        }
    }

    [Fact]
    public void ReadPackage_OfNoArchitecture_ComesFromItsFolder()
    {
        var (package, entry) = NoArchitecture();
        var index = IndexWriter.Write([entry], "test", TestKeys.Signing);
        using var server = new TestServer(
            new() { ["/alpine/x86_64/APKINDEX.tar.gz"] = index, [$"/alpine/noarch/{entry.FileName}"] = package });
        Write("x86_64/APKINDEX.tar.gz", index);
        Write($"noarch/{entry.FileName}", package);

        foreach (var location in (string[])[$"{server.Address}/alpine", _folder.FullName])
        {
            var repository = ApkSources.Open(location, TestKeys.Trusted(), "x86_64", null, Usual);
            Assert.Equal("hello", repository.ReadPackage(entry).Info.Name);
        }
    }

    [Fact]
    public void ReadPackage_OfNoArchitectureBesideTheIndex_IsMissing()
    {
        var (package, entry) = NoArchitecture();
        Write("x86_64/APKINDEX.tar.gz", IndexWriter.Write([entry], "test", TestKeys.Signing));
        Write($"x86_64/{entry.FileName}", package);

        var error = Assert.Throws<ApkException>(
            () => ApkSources.Open(_folder.FullName, TestKeys.Trusted(), "x86_64", null, Usual).ReadPackage(entry));
        Assert.StartsWith($"{_folder.FullName}/noarch/{entry.FileName}: missing", error.Message, StringComparison.Ordinal);

        // In a folder that is named itself, packages of all architectures are beside the index.
        var flat = ApkSources.Open(Path.Combine(_folder.FullName, "x86_64"), TestKeys.Trusted(), "x86_64", null, Usual);
        Assert.Equal("hello", flat.ReadPackage(entry).Info.Name);
    }

    private static (byte[] Package, IndexEntry Entry) NoArchitecture() =>
        ApkWriter.Write(
            new PackageDescription { Name = "hello", Version = "1.0-r0", Architecture = "noarch" },
            [new PackageEntry.RegularFile("usr/hello", 0x1a4, FileOwner.Root, "x"u8.ToArray())], null, TestKeys.Signing);

    private void Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    /// <summary>Who reads a build's log or a manifest learns no password.</summary>
    [Fact]
    public void Open_AddressWithAPassword_TellsTheServerAloneOfIt()
    {
        var package = PackageTests.Package();
        var files = new Dictionary<string, byte[]>
        {
            ["/alpine/x86_64/APKINDEX.tar.gz"] = IndexWriter.Write([package.Entry], "test", TestKeys.Signing),
        };
        using var server = new TestServer(files, "fetcher:s3:cr@t");
        var said = new List<string>();
        ApkRepository Open(string password) => ApkSources.Open(
            $"http://fetcher:{password}@{server.Address["http://".Length..]}/alpine", TestKeys.Trusted(), "x86_64", null,
            Usual with { Tell = said.Add });

        var repository = Open("s3:cr%40t");
        Assert.StartsWith("http://fetcher:*@127.0.0.1:", repository.Location, StringComparison.Ordinal);
        said.Add(Assert.Throws<ApkException>(() => repository.ReadPackage(package.Entry)).Message);
        said.Add(Assert.Throws<ApkException>(() => Open("s3:wrong")).Message);

        Assert.Contains("the server answers 401", said[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(said, line => line.Contains("s3", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://host/alpine", "https://host/alpine")]
    [InlineData("https://name@host/alpine", "https://name@host/alpine")]
    [InlineData("https://name:word@host:8080/a:b@c", "https://name:*@host:8080/a:b@c")]
    [InlineData("@edge https://:p@ss:word@host/alpine", "@edge https://:*@host/alpine")]
    [InlineData("/srv/a:b@c", "/srv/a:b@c")]
    public void Shown_HasNoPassword(string location, string shown) => Assert.Equal(shown, RepositoryAddress.Shown(location));

    [Fact]
    public void Open_SiteWithoutTheFile_GivesTheServersAnswer()
    {
        using var server = new TestServer([]);

        var error = Assert.Throws<ApkException>(() => ApkSources.Open(server.Address, TestKeys.Trusted(), "x86_64", null, Usual));

        Assert.Contains("the server answers 404", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadKeys_NoneThere_SaysSo()
    {
        Assert.Contains(
            "no public key", Assert.Throws<ApkException>(() => ApkSources.ReadKeys(_folder.FullName)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "no such keys directory", Assert.Throws<ApkException>(() => ApkSources.ReadKeys("/nowhere")).Message, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(_folder.FullName, "bad.pub"), "nonsense");
        Assert.Contains(
            "key bad.pub: not a public RSA or P-256 key",
            Assert.Throws<ApkException>(() => ApkSources.ReadKeys(_folder.FullName)).Message,
            StringComparison.Ordinal);
    }
}
