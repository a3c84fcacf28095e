using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Router.Daemon.Edges;

/// <summary>
/// Files that survive a power cut whole: written beside their place, synced, renamed, and the folder synced. What was
/// there before is there until the rename.
/// </summary>
internal static partial class DurableFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes and syncs <paramref name="path"/> itself; for a file that <see cref="Publish"/> renames later. Mode 0600.</summary>
    /// <exception cref="IOException">The disk is full, read-only or not there. Nothing is left behind.</exception>
    public static void Stage(string path, string content)
    {
        try
        {
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = OwnerOnly,
            });
            file.Write(Encoding.UTF8.GetBytes(content));
            file.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TryDelete(path);
            throw new IOException($"cannot write {path}: {exception.Message}", exception);
        }
    }

    /// <summary>Puts a staged file in its place. One that is there already is none: it may be tried again after an error.</summary>
    /// <exception cref="IOException">The file system refused; the staged file is still there.</exception>
    public static void Publish(string staged, string path)
    {
        if (File.Exists(staged))
            File.Move(staged, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <exception cref="IOException">The folder cannot be opened or synced.</exception>
    public static void SyncFolder(string folder)
    {
        const int readOnlyDirectory = 0x10000 | 0x80000; // O_RDONLY | O_DIRECTORY | O_CLOEXEC
        using var handle = Open(folder, readOnlyDirectory);
        if (handle.IsInvalid || FSync(handle) != 0)
            throw new IOException($"cannot sync {folder}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A leftover that the next write replaces; the reason for being here is already on its way to the caller.
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle handle);
}
