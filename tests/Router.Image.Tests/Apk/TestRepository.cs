using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Router.Image.Apk;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Writing;

namespace Router.Image.Tests.Apk;

/// <summary>Small repositories out of words.</summary>
internal static class TestRepository
{
    /// <summary>
    /// An index of packages that exist on paper only. A line a package: <c>NAME VERSION</c>, then <c>D:dependency</c>,
    /// <c>p:provides</c>, <c>i:install_if</c>, <c>k:priority</c>, <c>I:installed size</c> as often as needed.
    /// </summary>
    public static byte[] Index(string packages) => IndexWriter.Write(Entries(packages), "test", TestKeys.Signing);

    public static ApkRepository Open(string packages, string? tag = null)
    {
        var source = new MemorySource();
        source.Files["APKINDEX.tar.gz"] = Index(packages);
        return ApkRepository.Open(source, TestKeys.Trusted(), tag);
    }

    public static ApkRepository Open(params (byte[] Package, IndexEntry Entry)[] packages)
    {
        var source = new MemorySource();
        foreach (var (package, entry) in packages)
            source.Files[entry.FileName] = package;
        source.Files["APKINDEX.tar.gz"] = IndexWriter.Write(packages.Select(p => p.Entry), "test", TestKeys.Signing);
        return ApkRepository.Open(source, TestKeys.Trusted());
    }

    private static IEnumerable<IndexEntry> Entries(string packages)
    {
        foreach (var line in packages.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string[] All(string key) => [.. words.Where(w => w.StartsWith(key, StringComparison.Ordinal)).Select(w => w[key.Length..])];
            var description = new PackageDescription
            {
                Name = words[0],
                Version = words[1],
                Architecture = "x86_64",
                Depends = All("D:"),
                Provides = All("p:"),
                InstallIf = All("i:"),
                ProviderPriority = Number(All("k:"), 0),
            };
            yield return new IndexEntry(
                description, SHA256.HashData(Encoding.UTF8.GetBytes(line)).AsMemory(0, 20), 100, Number(All("I:"), 1000));
        }
    }

    private static int Number(string[] words, int otherwise) =>
        words.Length == 0 ? otherwise : int.Parse(words[0], CultureInfo.InvariantCulture);
}
