using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Router.Daemon.Edges;

/// <summary>The real one.</summary>
internal sealed partial class Disk : IDisk
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int ReadOnly = 0x80000; // O_RDONLY | O_CLOEXEC
    private const int WithoutWaiting = 0x800; // O_NONBLOCK: a FIFO in place of a file must not stop a boot
    private const int NoSuchFile = 2, NotAFolder = 20;

    /// <summary>More than any file of the state directory may have.</summary>
    private const long Largest = 64 << 20;

    public byte[]? Read(string path) => Try<byte[]?>(path, () =>
    {
        using var handle = Open(path, ReadOnly | WithoutWaiting);
        if (handle.IsInvalid)
        {
            var error = Marshal.GetLastPInvokeError();
            return error is NoSuchFile or NotAFolder ? null : throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}");
        }
        if (Directory.Exists(path))
            throw new IOException($"{path} is a directory, not a file");
        using var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        if (!file.CanSeek)
            throw new IOException($"{path} is no regular file");
        if (file.Length > Largest)
            throw new IOException($"{path} is larger than {Largest >> 20} MiB");
        var content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    });

    public (long Length, DateTimeOffset Written)? Stat(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.Length, file.LastWriteTimeUtc) : null;
    }

    public IReadOnlyList<string> Names(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!)] : [];

    public void MakeFolder(string path) => Try(path, () => Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute));

    public void Write(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            using var file = new FileStream(
                path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
            file.Write(content);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    public void Sync(string path)
    {
        using var handle = Open(path, ReadOnly);
        if (handle.IsInvalid || FSync(handle) != 0)
            throw new IOException($"cannot sync {path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public void SyncFolder(string path) => Sync(path);

    public void Rename(string from, string to) => Try(to, () =>
    {
        File.Move(from, to, overwrite: true);
        return true;
    });

    public void Delete(string path) => Try(path, () =>
    {
        File.Delete(path);
        return true;
    });

    private static T Try<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"{path}: {exception.Message}", exception);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle handle);
}
