using System.Security.Cryptography;
using System.Text;
using Router.Core.State;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Installing;
using Router.Image.Apk.Repositories;
using Router.Image.Architectures;
using Router.Image.Root;
using Router.Image.Root.Edges;

namespace Router.Image.Building.Edges;

/// <summary>Trees of installed packages, kept in a folder from build to build.</summary>
internal sealed class PackageTrees(string folder, string architecture, IProgressSink progress, CancellationToken stopping)
{
    /// <summary>
    /// The packages in a tree of their own. What a lock file gives is always the same, so it is kept, and an image whose packages
    /// did not change is built without installing them again.
    /// </summary>
    /// <param name="accounts">Those that are there before any script of a package runs.</param>
    public string Install(
        string name, IReadOnlyList<ResolvedPackage> packages, IReadOnlyList<string> world, IReadOnlyList<ServiceAccount> accounts)
    {
        string[] inputs =
            [.. packages.Select(p => p.Checksum), .. world, AccountFile.Passwd(accounts), AccountFile.Group(accounts)];
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', inputs)));
        var kept = Path.Combine(folder, $"{name}+{Convert.ToHexStringLower(digest)[..16]}");
        if (Directory.Exists(kept))
            return kept;
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.GetDirectories(folder, $"{name}+*"))
            Directory.Delete(old, recursive: true);
        var fresh = kept.Replace($"{name}+", $".{name}+", StringComparison.Ordinal) + ".partial";
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);
        Directory.CreateDirectory(fresh);
        var step = progress.Step($"installing {packages.Count} packages", packages.Count);
        var done = 0;
        using (var tree = DirectoryTree.Open(fresh))
        {
            var result = ApkInstaller.Install(
                packages, world, architecture, tree,
                new AccountScripts(
                    new ForeignScripts(new ChrootScripts(fresh, progress.Say, stopping), Architecture.Of(architecture)), tree, accounts),
                _ => Report(step, ++done));
            if (result.Failed > 0)
                throw new ImageException(
                    $"the packages did not install cleanly:\n{string.Join('\n', result.Errors)}",
                    "mend the packages, or take the one that fails out of the board",
                    isInput: true);
            foreach (var error in result.Errors)
                progress.Say(error);
        }
        new RootTree(fresh).MergeLib();
        Directory.Move(fresh, kept);
        return kept;
    }

    private void Report(IProgress<long> step, int done)
    {
        stopping.ThrowIfCancellationRequested();
        step.Report(done);
    }
}
