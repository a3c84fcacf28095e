using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static Router.Image.Apk.Edges.NativeFiles;

namespace Router.Image.Apk.Edges;

/// <summary>A root tree in a directory. The kernel resolves every path inside of it (openat2), so no link leads out.</summary>
public sealed class DirectoryTree : IFileTree, IDisposable
{
    private const uint BasicStats = 0x7ff;
    private const int KindMask = 0xf000;
    private readonly int root;
    private string openPath = "";
    private int open;

    private DirectoryTree(string root, int handle)
    {
        Root = root;
        this.root = open = handle;
    }

    /// <summary>The directory's absolute path.</summary>
    public string Root { get; }

    /// <summary>Opens the directory, making it when it is not there.</summary>
    /// <exception cref="FileTreeException">It cannot be opened.</exception>
    public static DirectoryTree Open(string directory)
    {
        var path = Path.GetFullPath(directory);
        System.IO.Directory.CreateDirectory(path);
        var handle = NativeFiles.Open(path, PathOnly | NativeFiles.Directory | CloseOnExec);
        return handle < 0 ? throw Failure("open", path) : new DirectoryTree(path, handle);
    }

    public NodeInfo? Find(string path)
    {
        if (TryParent(path) is not { } parent)
            return null;
        if (StatAt(parent.Handle, parent.Name, SymlinkNoFollow, BasicStats, out var found) < 0)
            return Marshal.GetLastPInvokeError() == NoEntry ? null : throw Failure("stat", path);
        var kind = (found.Mode & KindMask) switch
        {
            0x8000 => NodeKind.File,
            0x4000 => NodeKind.Directory,
            0xa000 => NodeKind.SymbolicLink,
            0x2000 => NodeKind.CharacterDevice,
            0x6000 => NodeKind.BlockDevice,
            0x1000 => NodeKind.Fifo,
            _ => NodeKind.Other,
        };
        return new NodeInfo(kind, found.Mode & 0xfff, found.User, found.Group, (long)found.Size);
    }

    public byte[] ReadFile(string path)
    {
        using var file = new FileStream(OpenFile(path, NoFollow, 0), FileAccess.Read);
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    public string ReadLink(string path)
    {
        Span<byte> target = stackalloc byte[4096];
        var (handle, name) = Parent(path);
        var length = ReadLinkAt(handle, name, target, target.Length);
        return length < 0 ? throw Failure("readlink", path) : System.Text.Encoding.UTF8.GetString(target[..(int)length]);
    }

    public void MakeDirectory(string path, int mode)
    {
        var (handle, name) = Parent(path);
        Check(MakeDirectoryAt(handle, name, (uint)mode), "mkdir", path);
        SetMode(path, mode); // whatever the umask is
    }

    public void MakeFile(string path, int mode, Action<Stream> write)
    {
        using (var file = new FileStream(OpenFile(path, WriteOnly | Create | Exclusive | NoFollow, 0x180), FileAccess.Write, 1 << 16))
        {
            try
            {
                write(file);
            }
            catch (IOException e) when (e is not FileTreeException)
            {
                throw new FileTreeException("write", Shown(path), e.HResult & 0xffff, e.Message);
            }
        }

        SetMode(path, mode);
    }

    public void MakeSymbolicLink(string path, string target)
    {
        var (handle, name) = Parent(path);
        Check(SymlinkAt(target, handle, name), "symlink", path);
    }

    public void MakeHardLink(string path, string existing)
    {
        var source = Duplicate(existing);
        try
        {
            var (handle, name) = Parent(path);
            Check(LinkAt(source.Handle, source.Name, handle, name, 0), "link", path);
        }
        finally
        {
            _ = Close(source.Handle);
        }
    }

    public void MakeNode(string path, NodeKind kind, int mode, uint major, uint minor)
    {
        var type = kind switch { NodeKind.CharacterDevice => 0x2000u, NodeKind.BlockDevice => 0x6000u, _ => 0x1000u };
        var device = (ulong)(minor & 0xff) | (ulong)(major & 0xfff) << 8 | (ulong)(minor & ~0xffu) << 12 | (ulong)(major & ~0xfffu) << 32;
        var (handle, name) = Parent(path);
        Check(MakeNodeAt(handle, name, type | (uint)mode, device), "mknod", path);
        SetMode(path, mode);
    }

    public void SetOwner(string path, uint user, uint group)
    {
        var (handle, name) = Parent(path);
        Check(ChangeOwnerAt(handle, name, user, group, SymlinkNoFollow), "chown", path);
    }

    public void SetMode(string path, int mode)
    {
        var (handle, name) = Parent(path);
        Check(ChangeModeAt(handle, name, (uint)mode, 0), "chmod", path);
    }

    public void SetTime(string path, long seconds)
    {
        var (handle, name) = Parent(path);
        var time = new TimeSpec { Seconds = seconds };
        Check(SetTimesAt(handle, name, [time, time], SymlinkNoFollow), "utimes", path);
    }

    public void SetAttribute(string path, string name, ReadOnlySpan<byte> value)
    {
        using var file = OpenFile(path, NoFollow, 0);
        Check(NativeFiles.SetAttribute((int)file.DangerousGetHandle(), name, value, value.Length, 0), $"setxattr {name}", path);
    }

    /// <summary>Whether the file has the extended attribute.</summary>
    public bool HasAttribute(string path, string name)
    {
        using var file = OpenFile(path, NoFollow, 0);
        return GetAttribute((int)file.DangerousGetHandle(), name, [], 0) >= 0;
    }

    public void Rename(string from, string to)
    {
        var source = Duplicate(from);
        try
        {
            var (handle, name) = Parent(to);
            Check(RenameAt(source.Handle, source.Name, handle, name), "rename", to);
        }
        finally
        {
            _ = Close(source.Handle);
        }
    }

    public void Delete(string path)
    {
        if (TryParent(path) is { } parent && UnlinkAt(parent.Handle, parent.Name, 0) < 0 && Marshal.GetLastPInvokeError() != NoEntry)
            throw Failure("unlink", Shown(path));
    }

    public void DeleteDirectory(string path)
    {
        var (handle, name) = Parent(path);
        Check(UnlinkAt(handle, name, RemoveDirectory), "rmdir", path);
    }

    public void Dispose()
    {
        if (open != root)
            _ = Close(open);
        _ = Close(root);
    }

    private SafeFileHandle OpenFile(string path, int flags, uint mode)
    {
        var (handle, name) = Parent(path);
        var file = OpenAt(handle, name, flags | CloseOnExec, mode);
        return file < 0 ? throw Failure("open", Shown(path)) : new SafeFileHandle(file, ownsHandle: true);
    }

    /// <summary>The folder of a path, in a handle that the next lookup does not close.</summary>
    private (int Handle, string Name) Duplicate(string path)
    {
        var parent = Parent(path);
        var copy = OpenAt(parent.Handle, ".", PathOnly | NativeFiles.Directory | CloseOnExec, 0);
        return copy < 0 ? throw Failure("open", Shown(path)) : (copy, parent.Name);
    }

    private (int Handle, string Name) Parent(string path) =>
        TryParent(path) ?? throw new FileTreeException("open", Shown(path), NoEntry, "its directory does not exist");

    private (int Handle, string Name)? TryParent(string path)
    {
        var slash = path.LastIndexOf('/');
        var folder = slash < 0 ? "" : path[..slash];
        if (folder != openPath)
        {
            if (open != root)
                _ = Close(open);
            (open, openPath) = (root, "");
        }

        if (folder != openPath)
        {
            var how = new OpenHow
            {
                Flags = (ulong)(uint)(PathOnly | NativeFiles.Directory | CloseOnExec),
                Resolve = ResolveInRoot | ResolveNoMagicLinks
            };
            var handle = (int)OpenIn(OpenAt2, root, folder, how, Marshal.SizeOf<OpenHow>());
            if (handle < 0)
                return Marshal.GetLastPInvokeError() == NoEntry ? null : throw Failure("open", Shown(folder));
            (open, openPath) = (handle, folder);
        }

        var name = path[(slash + 1)..];
        return name is "" ? (open, ".") : (open, name);
    }

    private void Check(int result, string operation, string path)
    {
        if (result < 0)
            throw Failure(operation, Shown(path));
    }

    private string Shown(string path) => $"{Root}/{path}";

    private static FileTreeException Failure(string operation, string path)
    {
        var errno = Marshal.GetLastPInvokeError();
        return new FileTreeException(operation, path, errno, Marshal.GetPInvokeErrorMessage(errno));
    }
}
