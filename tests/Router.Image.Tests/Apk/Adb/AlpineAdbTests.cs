using System.Diagnostics;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Index;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Resolving;
using Router.Image.Apk.Signing;

namespace Router.Image.Tests.Apk.Adb;

/// <summary>
/// The index of Alpine's main in both forms. The folder comes from <c>ROUTER_ALPINE</c>: beside what <see cref="AlpineResolveTests"/> reads
/// it holds <c>v3/main-v3.19.adb</c>, <c>v3/keys</c>, <c>v3/bad</c> and <c>v3/expected/dumps</c>.
/// </summary>
public class AlpineAdbTests
{
    // What apk writes of these into the index is an error in place of a list or version.
    private static readonly string[] Lost = ["aspell-ru", "jemalloc-dev", "rtmpdump-dev"];

    private static string Folder => AlpineResolveTests.Folder!;

    [Fact]
    public void Describe_PackagesOfMain_AreThoseOfTheOtherForm()
    {
        Require();
        var (third, second) = (Entries(Third()), Entries(Second()));

        Assert.Equal(5443, second.Count);
        Assert.Equal(second.Keys.Except(Lost), third.Keys.Except(Lost));
        foreach (var name in third.Keys.Except(Lost))
            Assert.Equal(second[name], third[name]);
    }

    [Theory]
    [InlineData("busybox")]
    [InlineData("openssh chrony dhcpcd nftables iproute2")]
    [InlineData("samba-server squid strongswan docs")]
    [InlineData("python3 py3-pip !busybox")]
    public void Resolve_RequestToMain_IsThatOfTheOtherForm(string request)
    {
        Require();
        // apk sorts the lists of an index of v3, and the order of installation follows them.
        Assert.Equal(Answer(Second(), request), Answer(Third(), request));
    }

    private static string Answer(ApkRepository repository, string request) =>
        Sorted(ApkResolverTests.Answer([repository], request.Split(' ')));

    private static bool IsList(string line) => line.Length > 2 && line[1] == ':' && line[0] is 'D' or 'p' or 'i';

    private static string Sorted(string words) => string.Join(' ', words.Split(' ').Distinct().Order(StringComparer.Ordinal));

    [Fact(Explicit = true)]
    public void Read_Main_TakesNoLongerThanTheOtherForm()
    {
        Require();
        var (third, second) = (Milliseconds(Third), Milliseconds(Second));

        TestContext.Current.TestOutputHelper?.WriteLine($"index of main, verified and read: v3 {third:0.0} ms, v2 {second:0.0} ms");
        Assert.InRange(third, 0, second * 1.2);
    }

    [Fact]
    public void Verify_BadFiles_AreRefused()
    {
        Require();
        using var keys = ApkSources.ReadKeys(Path.Combine(Folder, "v3", "keys"));
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, "v3", "bad"), "*.apk"))
            Assert.Throws<ApkException>(() => ApkSources.Verify(file, keys));
    }

    [Theory]
    [MemberData(nameof(AdbFiles.Repository), MemberType = typeof(AdbFiles))]
    public void Dump_Package_EqualsApks(string name)
    {
        Require();
        var file = Path.Combine(Folder, "v3", "expected", "dumps", Path.GetFileName(name) + ".dump");
        var expected = File.ReadAllLines(file).Where(l => !l.StartsWith('#') || l.StartsWith("# data", StringComparison.Ordinal));

        Assert.Equal(string.Join('\n', expected), AdbDump.Of(AdbFiles.Unpacked(name)));
    }

    private static void Require() =>
        Assert.SkipWhen(
            AlpineResolveTests.Folder is not { } folder || !Directory.Exists(Path.Combine(folder, "v3")),
            "ROUTER_ALPINE names no folder with Alpine's indexes in both forms");

    private static ApkRepository Third() => Open(Path.Combine(Folder, "v3", "main-v3.19.adb"), Path.Combine(Folder, "v3", "keys"));

    private static ApkRepository Second() =>
        Open(Path.Combine(Folder, "v3.19", "main", "x86_64", "APKINDEX.tar.gz"), Path.Combine(Folder, "keys"));

    private static ApkRepository Open(string file, string keys)
    {
        var source = new MemorySource();
        source.Files["APKINDEX.tar.gz"] = File.ReadAllBytes(file);
        return ApkRepository.Open(source, ApkSources.ReadKeys(keys));
    }

    private static double Milliseconds(Func<ApkRepository> open)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 15; i++)
        {
            var start = Stopwatch.GetTimestamp();
            CatalogLoader.Load([open()]);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return best;
    }

    /// <summary>Each package in the words of the database, which has all that an index says, lists sorted and once.</summary>
    private static SortedDictionary<string, string> Entries(ApkRepository repository)
    {
        var catalog = CatalogLoader.Load([repository]);
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var id = 0; id < catalog.PackageCount; id++)
        {
            var package = CatalogLoader.Describe(catalog, id, 1, [repository]);
            var text = new System.Text.StringBuilder();
            Router.Image.Apk.Writing.IndexWriter.Append(text, package.Entry);
            entries[package.Name] = string.Join('\n', text.ToString().Split('\n').Select(l => IsList(l) ? Sorted(l[2..]) : l));
        }

        return entries;
    }
}
