using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Router.Daemon.Edges;

/// <summary>The real one.</summary>
internal sealed partial class Disk : IDisk
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int ReadOnly = 0x80000; // O_RDONLY | O_CLOEXEC

    public byte[]? Read(string path) => Try(path, () =>
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
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
            using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
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
