using Router.Image.Apk.Edges;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Resolving;

namespace Router.Image.Tests.Apk;

/// <summary>
/// Alpine's own indexes and what the real apk resolves from them. The folder comes from <c>ROUTER_ALPINE</c>: it holds
/// <c>keys/</c>, <c>v3.19/{main,community}/x86_64/APKINDEX.tar.gz</c> and <c>resolve/*.txt</c>.
/// </summary>
public class AlpineResolveTests
{
    private const string RequestMark = "# request: ";

    public static string? Folder => Environment.GetEnvironmentVariable("ROUTER_ALPINE");

    public static TheoryData<string> Requests =>
        Folder is null
            ? ["ROUTER_ALPINE is not set"]
            : [.. Directory.GetFiles(Path.Combine(Folder, "resolve"), "*.txt").Select(f => Path.GetFileName(f)).Order()];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Resolve_AlpineRequest_EqualsApk(string file)
    {
        Assert.SkipWhen(Folder is null, "ROUTER_ALPINE names no folder with Alpine's indexes");
        var lines = File.ReadAllLines(Path.Combine(Folder, "resolve", file));
        var request = lines.First(l => l.StartsWith(RequestMark, StringComparison.Ordinal))[RequestMark.Length..].Split(' ');
        var expected = lines.Where(l => !l.StartsWith('#')).ToArray();

        Assert.Equal(expected, Answer(Repositories(), request));
    }

    internal static List<ApkRepository> Repositories(string architecture = "x86_64")
    {
        using var keys = ApkSources.ReadKeys(Path.Combine(Folder!, "keys"));
        return [.. ((string[])["main", "community"]).Select(r => ApkSources.Open(
            Path.Combine(Folder!, "v3.19", r), keys, architecture, null,
            new Transfer(Transfer.UsualPatience, null, TestContext.Current.CancellationToken)))];
    }

    private static string[] Answer(List<ApkRepository> repositories, string[] request)
    {
        try
        {
            return [.. ApkResolver.Resolve(repositories, request).Select(p =>
                $"{p.Name} {p.Version} {Path.GetFileName(Path.GetDirectoryName(p.Repository.Location))} {p.Checksum} {p.Entry.PackageSize} {p.Entry.InstalledSize}")];
        }
        catch (UnsolvableException e)
        {
            return $"ERROR: {e.Message}".TrimEnd().Split('\n');
        }
    }
}
