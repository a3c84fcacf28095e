using System.Text;
using Router.Image.Apk.Format;
using Router.Image.Apk.Repositories;

namespace Router.Image.Apk.Installing;

/// <summary>
/// What an installation came to. Bytes as the packages declare them; <paramref name="Errors"/> is what there is to tell, and
/// <paramref name="Failed"/> counts the packages that are missing or broken by it. As with apk a trigger that fails breaks none.
/// </summary>
public sealed record InstallResult(int Packages, long InstalledBytes, IReadOnlyList<string> Errors, int Failed);

/// <summary>Installs packages into an empty root tree, with apk's database, scripts and triggers.</summary>
public sealed class ApkInstaller
{
    private const string ScriptFolder = "lib/apk/exec";
    private readonly IFileTree tree;
    private readonly IScriptRunner scripts;
    private readonly Action<string> progress;
    private readonly DirectoryTable directories = new();
    private readonly List<InstalledPackage> installed = [];
    private readonly List<string> errors = [];
    private readonly OwnerNames owners;
    private readonly Unpacker unpacker;

    private ApkInstaller(IFileTree tree, IScriptRunner scripts, Action<string> progress)
    {
        this.tree = tree;
        this.scripts = scripts;
        this.progress = progress;
        owners = new OwnerNames(tree);
        unpacker = new Unpacker(tree, directories, owners, errors.Add);
    }

    /// <summary>
    /// Installs <paramref name="packages"/> in their order. <paramref name="world"/> is the request that gave them, in
    /// apk's notation; <paramref name="architecture"/> is what <c>/etc/apk/arch</c> says. A package that is missing or does
    /// not verify is left out, and the others are installed; that and what packages or scripts do wrong is among the result's errors.
    /// </summary>
    /// <exception cref="ApkException">The tree has packages already, or this machine cannot fetch one or run scripts.</exception>
    /// <exception cref="FileTreeException">The tree cannot be written (full, read-only, not permitted).</exception>
    public static InstallResult Install(
        IReadOnlyList<ResolvedPackage> packages,
        IReadOnlyList<string> world,
        string architecture,
        IFileTree tree,
        IScriptRunner scripts,
        Action<string>? progress = null)
    {
        var installer = new ApkInstaller(tree, scripts, progress ?? (_ => { }));
        RootSkeleton.Make(tree, architecture);
        var failed = 0;
        for (var i = 0; i < packages.Count; i++)
        {
            installer.progress($"({i + 1}/{packages.Count}) Installing {packages[i].Name} ({packages[i].Version})");
            if (!installer.TryInstall(packages[i]))
                failed++;
        }

        installer.SetDirectoryAccess();
        installer.RunTriggers();
        installer.WriteDatabase(world);
        var present = installer.installed;
        return new InstallResult(present.Count, present.Sum(p => p.Package.Entry.InstalledSize), installer.errors, failed);
    }

    /// <summary>False: the package is not there, or not as it should be, and the errors say why.</summary>
    private bool TryInstall(ResolvedPackage package)
    {
        var entry = new InstalledPackage(package);
        installed.Add(entry);
        try
        {
            Install(entry);
        }
        catch (ApkException e) when (e.IsInput)
        {
            installed.Remove(entry);
            errors.Add(e.Message);
            return false;
        }

        return entry is { HasBrokenFiles: false, HasBrokenScript: false, HasBrokenAttributes: false };
    }

    private void Install(InstalledPackage entry)
    {
        var package = entry.Package;
        if (package.Entry.InstalledSize == 0)
            return; // apk does not even open such a package

        var archive = package.Repository.ReadPackage(package.Entry);
        if (archive.Info.Name != package.Name || archive.Info.Version != package.Version)
            throw new ApkException(
                $"{package.Repository.Location}/{package.Entry.FileName}: it is {archive.Info.Name} {archive.Info.Version}; build the repository again");
        entry.Scripts = archive.Scripts;
        entry.Triggers = archive.Info.Triggers;
        entry.Replaces = archive.Info.Replaces;
        entry.ReplacesPriority = archive.Info.ReplacesPriority;

        RunScript(entry, ".pre-install", [package.Version]);
        using (var content = archive.OpenContent())
            Unpack(entry, content);
        unpacker.Settle(entry);
        RunScript(entry, ".post-install", [package.Version]);
    }

    private void Unpack(InstalledPackage package, IPackageContent content)
    {
        try
        {
            unpacker.Unpack(package, content);
        }
        catch (InvalidDataException e)
        {
            unpacker.Discard(package);
            throw new ApkException($"{package.FullName}: BAD archive: {e.Message}; build the package again", e);
        }
    }

    private void RunScript(InstalledPackage package, string name, IReadOnlyList<string> arguments)
    {
        if (!package.Scripts.TryGetValue(name, out var script))
            return;
        var title = package.FullName + name;
        progress($"Executing {title}");
        if (tree.Find(ScriptFolder) is null)
        {
            RootSkeleton.MakeDirectories(tree, "lib/apk");
            tree.MakeDirectory(ScriptFolder, 0x1c0);
        }

        var path = $"{ScriptFolder}/{title}";
        tree.Delete(path);
        tree.MakeFile(path, 0x1ed, file => file.Write(script));
        if (scripts.Run(path, arguments) is { } problem)
        {
            package.HasBrokenScript = true;
            errors.Add($"{title}: script {problem}");
        }

        owners.Forget();
        tree.Delete(path);
    }

    private void SetDirectoryAccess()
    {
        foreach (var owned in installed.SelectMany(p => p.Directories))
        {
            if (owned.Directory.FollowsPackages)
                owned.Directory.ApplyFinally(owned.Access);
        }

        foreach (var directory in directories.InOrder)
        {
            if (!directory.FollowsPackages || tree.Find(directory.Path) is not { Kind: NodeKind.Directory } node)
                continue;
            if (node.User != directory.User || node.Group != directory.Group)
                tree.SetOwner(directory.Path, directory.User, directory.Group);
            if (node.Mode != directory.Mode)
                tree.SetMode(directory.Path, directory.Mode);
        }
    }

    private void RunTriggers()
    {
        List<TreeDirectory> known = [.. directories.InOrder];
        foreach (var package in installed)
        {
            List<string> matched = [.. known
                .Select(d => d.RootedPath)
                .Where(path => package.Triggers.Any(pattern => pattern.StartsWith('/') && Glob.IsMatch(pattern, path)))];
            if (matched.Count > 0)
                RunScript(package, ".trigger", matched);
        }
    }

    private void WriteDatabase(IReadOnlyList<string> world)
    {
        Put("etc/apk/world", Encoding.UTF8.GetBytes(string.Join('\n', world.OrderBy(Wish.NameOf, NameOrder.Instance)) + "\n"));
        Put("lib/apk/db/installed", Encoding.UTF8.GetBytes(DatabaseText.Installed(installed)));
        Put("lib/apk/db/scripts.tar", DatabaseText.Scripts(installed));
        Put("lib/apk/db/triggers", Encoding.UTF8.GetBytes(DatabaseText.Triggers(installed)));
    }

    private void Put(string path, byte[] content)
    {
        tree.Delete(path + ".new");
        tree.MakeFile(path + ".new", 0x1a4, file => file.Write(content));
        tree.Rename(path + ".new", path);
    }
}
