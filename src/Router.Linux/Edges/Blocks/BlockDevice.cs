using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Router.Linux.Edges.Blocks;

/// <summary>A disk or a partition. Errors are <see cref="IOException"/>.</summary>
public sealed partial class BlockDevice : IDisposable
{
    private const uint GetSize = 0x80081272, FlushBuffers = 0x1261;

    private readonly SafeFileHandle handle;

    private BlockDevice(string path, SafeFileHandle handle, long length) => (Path, this.handle, Length) = (path, handle, length);

    public string Path { get; }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <exception cref="UnauthorizedAccessException">Only root may.</exception>
    public static BlockDevice Open(string path, bool writable)
    {
        var handle = File.OpenHandle(path, FileMode.Open, writable ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite);
        if (Control(handle, GetSize, out var length) == 0)
            return new BlockDevice(path, handle, length);
        handle.Dispose();
        throw new IOException($"{path} is no block device: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public void Read(long offset, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var read = RandomAccess.Read(handle, buffer, offset);
            if (read == 0)
                throw new IOException($"{Path} ends at byte {offset}");
            offset += read;
            buffer = buffer[read..];
        }
    }

    public void Write(long offset, ReadOnlySpan<byte> content) => RandomAccess.Write(handle, content, offset);

    /// <summary>What was written lasts, and what is read from here on comes from the medium.</summary>
    public void Flush()
    {
        RandomAccess.FlushToDisk(handle);
        if (Control(handle, FlushBuffers, out _) != 0)
            throw new IOException($"{Path}: its buffers cannot be flushed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public void Dispose() => handle.Dispose();

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle handle, nuint request, out long value);
}
