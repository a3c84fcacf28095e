using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Router.Core.Edges;
using Router.Core.State;

namespace Router.Linux.Edges.Files;

/// <summary>
/// Writes managed files whole or not at all: a new file beside the old one takes its place. What stands in their way (a folder where a file
/// goes, a file where a folder goes) is moved aside to <c>NAME.router-old1</c> and on: these places are the router's.
/// </summary>
internal sealed class SystemFileWriter(LinuxPaths paths)
{
    private const UnixFileMode FolderMode = (UnixFileMode)FileModes.AllFolder;
    private readonly Accounts accounts = new(paths);

    /// <exception cref="ApplyException">The disk is full, read-only, or the owner is not known.</exception>
    public void Write(ServiceFile file) => Guard($"write {file.Path}", () =>
    {
        var path = paths.InRoot(file.Path);
        var fresh = $"{path}.router-new";
        MakeFolders(Path.GetDirectoryName(path)!);
        FreeOfFolder(fresh);
        File.Delete(fresh);
        try
        {
            Create(fresh, file);
            FreeOfFolder(path);
            Replace(path, fresh, file);
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    });

    public void Remove(string path) => Guard($"remove {path}", () => File.Delete(paths.InRoot(path)));

    public void MakeDirectory(ServiceDirectory directory) => Guard($"make {directory.Path}", () =>
    {
        var path = paths.InRoot(directory.Path);
        MakeFolders(path);
        using var folder = OpenFolder(path);
        SetOwner(folder, path, directory.Owner);
        File.SetUnixFileMode(folder, (UnixFileMode)directory.Mode);
    });

    private void MakeFolders(string folder)
    {
        var root = Path.TrimEndingDirectorySeparator(paths.Root);
        for (var end = root.Length; end >= 0 && end < folder.Length;)
        {
            end = folder.IndexOf('/', end + 1);
            var part = end < 0 ? folder : folder[..end];
            // A link to a folder is one: an image may have its folders elsewhere.
            if (!Directory.Exists(part) && Path.Exists(part) | new FileInfo(part).LinkTarget is not null)
                MoveAside(part);
        }
        Directory.CreateDirectory(folder, FolderMode);
    }

    /// <summary>A link to a folder is replaced like a file.</summary>
    private static void FreeOfFolder(string path)
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
            MoveAside(path);
    }

    private static void MoveAside(string path)
    {
        var number = 1;
        while (Path.Exists($"{path}.router-old{number}"))
            number++;
        if (Directory.Exists(path))
            Directory.Move(path, $"{path}.router-old{number}");
        else
            File.Move(path, $"{path}.router-old{number}");
    }

    private void Replace(string path, string fresh, ServiceFile file)
    {
        try
        {
            File.Move(fresh, path, overwrite: true);
        }
        catch (IOException e) when (e.HResult == Libc.Busy && !file.IsLink)
        {
            // A mount point, as runtimes of containers make of /etc/hosts: it stays, and what is in it changes.
            using (var stream = new FileStream(path, FileMode.Truncate, FileAccess.Write))
                Fill(stream, path, file);
            File.Delete(fresh);
        }
    }

    /// <summary>Nobody but root can read it before owner and mode are as they should be.</summary>
    private void Create(string path, ServiceFile file)
    {
        if (file.IsLink)
        {
            File.CreateSymbolicLink(path, file.Content);
            return;
        }
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite
        };
        using var stream = new FileStream(path, options);
        Fill(stream, path, file);
    }

    private void Fill(FileStream stream, string path, ServiceFile file)
    {
        stream.Write(System.Text.Encoding.UTF8.GetBytes(file.Content));
        stream.Flush(flushToDisk: true);
        SetOwner(stream.SafeFileHandle, path, file.Owner);
        File.SetUnixFileMode(stream.SafeFileHandle, (UnixFileMode)file.Mode);
    }

    /// <summary>The folder itself and not what a link in its place leads to: whose folder it lies in may have put one there.</summary>
    private static SafeFileHandle OpenFolder(string path) =>
        Libc.OpenFile(path, Libc.OnlyFolder | Libc.NoLink | Libc.CloseOnExec) is var handle and >= 0
            ? new SafeFileHandle(handle, ownsHandle: true)
            : throw Refused(path);

    private void SetOwner(SafeFileHandle file, string path, string owner)
    {
        var (user, group) = accounts.Find(owner)
            ?? throw new ApplyException($"own {path}", 0, $"no user and group {owner} on this machine");
        if (Libc.ChangeOwner(file, user, group) != 0)
            throw Refused(path);
    }

    private static ApplyException Refused(string path) =>
        new($"own {path}", Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage());

    private static void Guard(string operation, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApplyException(operation, 0, e.Message, e);
        }
    }
}
