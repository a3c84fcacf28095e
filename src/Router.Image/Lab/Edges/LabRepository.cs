using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Signing;
using Router.Image.Apk.Writing;
using Router.Image.Architectures;
using Router.Image.Edges;

namespace Router.Image.Lab.Edges;

/// <summary>
/// The lab repository: Debian's packages as apk files, indexed and signed with a key that was made on this machine. For
/// development and tests where no Alpine mirror can be reached.
/// </summary>
internal sealed class LabRepository(Architecture architecture, string folder, string keys)
{
    /// <summary>Any fixed time will do; equal input has to give equal bytes.</summary>
    private const long BuildTime = 1_700_000_000;

    public string Folder => folder;

    /// <summary>The folder of the public key.</summary>
    public string Keys => keys;

    /// <summary>Makes the repository for these packages and all that they need, unless it is there already.</summary>
    public async Task MakeAsync(IReadOnlyList<string> packages, string debCache, IProgressSink progress, CancellationToken stopping)
    {
        var mirror = new DebianMirror(architecture, debCache);
        var closure = await mirror.ClosureAsync(packages, stopping);
        var wanted = closure.Where(p => LabRules.IsWanted(p.Name)).OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        var stamp = Path.Combine(folder, ".closure");
        var inputs = string.Join(
            '\n', wanted.Select(p => $"{p.Name}={p.Version}").Prepend(typeof(LabRules).Module.ModuleVersionId.ToString()));
        if (File.Exists(stamp) && File.ReadAllText(stamp) == inputs)
            return;
        progress.Step($"fetching {wanted.Count} Debian packages", 1).Report(0);
        var files = await mirror.FetchAsync(wanted, stopping);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);

        using var key = DevelopmentKey.Load(keys);
        var names = wanted.Select(p => p.Name).ToHashSet();
        var step = progress.Step("making apk files", wanted.Count);
        var index =
            new List<IndexEntry> { Write(LabPackage.BaseName, "1-r0", "links of the merged /usr", [], LabPackage.BaseEntries(), key, "") };
        foreach (var (name, _) in wanted)
        {
            var control = await Tool.OutputAsync(
                ["dpkg-deb", "-f", files[name], "Package", "Version", "Depends", "Pre-Depends", "Description"], stopping);
            var debian = DebianPackage.Parse(control);
            using var tar = new MemoryStream();
            await Tool.PipeAsync(["dpkg-deb", "--fsys-tarfile", files[name]], tar, stopping);
            tar.Position = 0;
            index.Add(Write(
                name, LabRules.Version(debian.Version), debian.Summary,
                [LabPackage.BaseName, .. debian.DependsWithin(names)], LabPackage.Entries(tar), key, debian.Version));
            step.Report(index.Count - 1);
        }
        File.WriteAllBytes(Path.Combine(folder, "APKINDEX.tar.gz"), IndexWriter.Write(index, "lab", key, BuildTime));
        File.WriteAllText(stamp, inputs);
    }

    /// <param name="debianVersion">In place of the commit of the packaging: apk's version has only the numbers of it.</param>
    private IndexEntry Write(
        string name, string version, string summary, IReadOnlyList<string> depends, IEnumerable<PackageEntry> entries, SigningKey key,
        string debianVersion)
    {
        var (package, entry) = ApkWriter.Write(
            new PackageDescription
            {
                Name = name,
                Version = version,
                Architecture = architecture.Name,
                Summary = summary,
                Url = "https://www.debian.org",
                BuildTime = BuildTime,
                Commit = debianVersion,
                Depends = depends,
            },
            entries,
            null,
            key);
        File.WriteAllBytes(Path.Combine(folder, $"{name}-{version}.apk"), package);
        return entry;
    }
}
