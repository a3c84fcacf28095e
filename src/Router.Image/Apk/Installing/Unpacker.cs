using System.Security.Cryptography;
using System.Text;
using Router.Image.Apk.Format;

namespace Router.Image.Apk.Installing;

/// <summary>Puts a package's files into the tree: first all under temporary names, then, when all are there, renamed into place.</summary>
internal sealed class Unpacker(IFileTree tree, DirectoryTable directories, OwnerNames owners, Action<string> warn)
{
    private readonly Dictionary<string, OwnedFile> files = [];

    /// <summary>
    /// Reads the package and makes directories, and files under temporary names. An entry that is not safe, or whose directory or
    /// file to link to is not there, is left out: the package is broken, and the rest of it is installed.
    /// </summary>
    public void Unpack(InstalledPackage package, IPackageContent content)
    {
        package.HasSha256 = content.HasSha256;
        while (content.Next() is { } entry)
        {
            var path = entry.Name.TrimEnd('/');
            if (!PackagePath.IsSafe(path))
                Break(package, $"its file '{entry.Name}' is left out, it {Unsafe(path)}");
            else if (entry.Type == TarType.Directory)
                UnpackDirectory(package, path, Access(entry, content));
            else
                UnpackFile(package, path, entry, content);
        }
    }

    /// <summary>Renames the package's files into place; files below /etc that are not as a package left them are kept.</summary>
    public void Settle(InstalledPackage package)
    {
        foreach (var file in package.Directories.SelectMany(d => d.Files).ToArray())
        {
            try
            {
                Settle(file, TemporaryName(package, file));
            }
            catch (FileTreeException e) when (IsInTheWay(e))
            {
                // As apk goes on: the package is marked, and the others are not the worse for it.
                Break(package, $"failed to put {file.Path} in its place: {e.Reason}.");
                Remove(TemporaryName(package, file));
            }
        }
    }

    private void Settle(OwnedFile file, string temporary)
    {
        files.TryGetValue(file.Path, out var previous);
        if (file.Directory.Directory.IsProtected && tree.Find(file.Path) is { } node && (previous is null || !IsAsPacked(previous, node)))
        {
            if (IsAsPacked(file, node))
                tree.Delete(temporary);
            else
                tree.Rename(temporary, file.Path + ".apk-new");
        }
        else
        {
            tree.Rename(temporary, file.Path);
        }

        previous?.Directory.Files.Remove(previous);
        files[file.Path] = file;
    }

    /// <summary>Takes away what <see cref="Unpack"/> made: files under temporary names, and directories that nobody else uses.</summary>
    public void Discard(InstalledPackage package)
    {
        foreach (var file in package.Directories.SelectMany(d => d.Files))
            Remove(TemporaryName(package, file));
        foreach (var owned in package.Directories.Where(d => d.IsMade).Reverse())
        {
            Attempt(() => tree.DeleteDirectory(owned.Directory.Path));
            owned.Directory.IsCreated = tree.Find(owned.Directory.Path) is not null;
        }
    }

    private void Remove(string temporary) => Attempt(() => tree.Delete(temporary));

    private static void Attempt(Action deletion)
    {
        try
        {
            deletion();
        }
        catch (FileTreeException e) when (IsInTheWay(e))
        {
            // Its folder is none, so it was never made; or others use it.
        }
    }

    private void Break(InstalledPackage package, string why)
    {
        package.HasBrokenFiles = true;
        warn($"{package.FullName}: {why}");
    }

    private static string Unsafe(string path) =>
        PackagePath.Leaves(path) ? "would lie outside of the root tree" : "has a name that no file of a package has";

    /// <summary>
    /// The fault is the package's: something of another kind lies where it wants a file or folder, it has its file twice, or a name that
    /// is too long.
    /// </summary>
    private static bool IsInTheWay(FileTreeException e)
    {
        const int NoEntry = 2, Exists = 17, NotADirectory = 20, IsADirectory = 21, NameTooLong = 36, NotEmpty = 39, Loop = 40;
        return e.Errno is NoEntry or Exists or NotADirectory or IsADirectory or NameTooLong or NotEmpty or Loop;
    }

    private void UnpackDirectory(InstalledPackage package, string path, Access access)
    {
        var owned = Own(package, path);
        var directory = owned.Directory;
        if (!directory.IsCreated)
        {
            directory.IsCreated = true;
            MakeDirectory(package, owned, access);
        }

        owned.Access = access;
        directory.Apply(access);
    }

    private void MakeDirectory(InstalledPackage package, OwnedDirectory owned, Access access)
    {
        var directory = owned.Directory;
        try
        {
            if (tree.Find(directory.Path) is { } node)
            {
                directory.FollowsPackages = node.Mode == directory.Mode && node.User == directory.User && node.Group == directory.Group;
                return;
            }

            tree.MakeDirectory(directory.Path, access.Mode);
            directory.FollowsPackages = owned.IsMade = true;
        }
        catch (FileTreeException e) when (IsInTheWay(e))
        {
            Break(package, $"failed to make the directory {directory.Path}: {e.Reason}.");
        }
    }

    private void UnpackFile(InstalledPackage package, string path, TarHeader entry, IPackageContent content)
    {
        var (parent, name) = (DirectoryTable.Parent(path), path[(path.LastIndexOf('/') + 1)..]);
        if (name.StartsWith(".keep_", StringComparison.Ordinal))
            return;
        if ((package.FindDirectory(parent) ?? (parent.Length == 0 ? Own(package, parent) : null)) is not { } directory)
        {
            Break(package, $"{path}: no dirent in archive; build the package again");
            return;
        }

        var target = entry.Type == TarType.HardLink ? LinkedFile(package, entry.LinkTarget) : null;
        if (target is null && entry.Type == TarType.HardLink)
        {
            Break(package, $"{path}: no hard link target ({entry.LinkTarget}) in archive; build the package again");
            return;
        }

        if (!MayTake(package, path))
            return;

        var checksum = target is null ? (content.Checksum is { } declared ? DatabaseText.Checksum(declared) : null) : target.Checksum;
        if (checksum is null && entry.Type is TarType.RegularFile or TarType.OldRegularFile or TarType.SymbolicLink)
            Break(package, $"{path}: no checksum in the archive; build the package again with a current abuild");
        var file = new OwnedFile(directory, name, Access(entry, content), checksum);
        directory.Files.Add(file);
        try
        {
            Extract(package, file, entry, content, target);
        }
        catch (FileTreeException e) when (IsInTheWay(e))
        {
            // It is told where the file should take its place: there it is missing.
        }
    }

    private void Extract(InstalledPackage package, OwnedFile file, TarHeader entry, IPackageContent content, OwnedFile? target)
    {
        var name = TemporaryName(package, file);
        tree.Delete(name);
        switch (entry.Type)
        {
            case TarType.RegularFile or TarType.OldRegularFile:
                tree.MakeFile(name, entry.Mode, content.CopyTo);
                break;
            case TarType.HardLink:
                tree.MakeHardLink(name, TemporaryName(package, target!));
                break;
            case TarType.SymbolicLink:
                tree.MakeSymbolicLink(name, entry.LinkTarget);
                break;
            case TarType.CharacterDevice:
                tree.MakeNode(name, NodeKind.CharacterDevice, entry.Mode, entry.DeviceMajor, entry.DeviceMinor);
                break;
            case TarType.BlockDevice:
                tree.MakeNode(name, NodeKind.BlockDevice, entry.Mode, entry.DeviceMajor, entry.DeviceMinor);
                break;
            case TarType.Fifo:
                tree.MakeNode(name, NodeKind.Fifo, entry.Mode, 0, 0);
                break;
            default:
                Break(package, $"{file.Path}: an entry of the unknown type '{(char)entry.Type}'");
                return;
        }

        tree.SetOwner(name, file.Access.User, file.Access.Group);
        if (entry.Type == TarType.SymbolicLink)
            return;
        tree.SetMode(name, entry.Mode); // a change of owner takes setuid and capabilities away, so both come after it
        foreach (var (key, value) in content.Attributes)
            SetAttribute(package, file, name, key, value);
        tree.SetTime(name, entry.ModifiedTime);
    }

    private void SetAttribute(InstalledPackage package, OwnedFile file, string name, string key, byte[] value)
    {
        const int TooLong = 7, Invalid = 22, OutOfRange = 34, NotSupported = 95;
        try
        {
            tree.SetAttribute(name, key, value);
        }
        catch (FileTreeException e) when (e.Errno is TooLong or Invalid or OutOfRange or NotSupported)
        {
            package.HasBrokenAttributes = true;
            warn($"{package.FullName}: {file.Path}: the attribute {key} cannot be set: {e.Reason}.");
        }
    }

    /// <summary>Whether the package may have a path that another one has. False: it stays the other's without a word.</summary>
    private bool MayTake(InstalledPackage package, string path)
    {
        if (!files.TryGetValue(path, out var file))
            return true;
        var owner = file.Directory.Package;
        var origin = package.Package.Entry.Description.Origin;
        if (owner == package || (origin.Length > 0 && origin == owner.Package.Entry.Description.Origin))
            return true;
        var theirs = owner.MayReplace(package) ? owner.ReplacesPriority : -1;
        var ours = package.MayReplace(owner) ? package.ReplacesPriority : -1;
        if (theirs > ours)
            return false;
        if (ours >= 0)
            return true;
        Break(package, $"trying to overwrite {path} owned by {owner.FullName}.");
        return false;
    }

    private static OwnedFile? LinkedFile(InstalledPackage package, string target) =>
        package.FindDirectory(DirectoryTable.Parent(target))?.Files.Find(f => f.Path == target);

    private OwnedDirectory Own(InstalledPackage package, string path)
    {
        if (package.FindDirectory(path) is { } known)
            return known;
        var owned = new OwnedDirectory(directories.Get(path), package);
        package.Directories.Add(owned);
        return owned;
    }

    private Access Access(TarHeader entry, IPackageContent content)
    {
        var (user, group) = owners.Resolve(entry.Owner);
        return new Access(entry.Mode, user, group, Installing.Access.AttributesChecksum(content.Attributes));
    }

    /// <summary>Whether what lies there is what the file's package has.</summary>
    private bool IsAsPacked(OwnedFile file, NodeInfo node) =>
        file.Checksum is not null && ContentChecksum(file.Path, node, file.Directory.Package.HasSha256) == file.Checksum;

    private string? ContentChecksum(string path, NodeInfo node, bool sha256)
    {
        var content = node.Kind switch
        {
            NodeKind.File => tree.ReadFile(path),
            NodeKind.SymbolicLink => Encoding.UTF8.GetBytes(tree.ReadLink(path)),
            _ => null,
        };
        return content is null
            ? null
            : DatabaseText.Checksum(sha256 ? SHA256.HashData(content).AsSpan(0, Sha1.Length) : Sha1.Hash(content));
    }

    private static string TemporaryName(InstalledPackage package, OwnedFile file)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{package.Package.Name}\0{file.Path}"));
        var directory = file.Directory.Directory.Path;
        return $"{(directory.Length == 0 ? "" : directory + "/")}.apk.{Convert.ToHexStringLower(hash.AsSpan(0, 24))}";
    }
}
