using Microsoft.Win32.SafeHandles;

namespace Router.Ctl.Flash.Edges;

/// <summary>
/// A disk image in a file. It is written beside the file and takes its name when complete, so an interruption leaves what was
/// there; blocks of zeros take no space.
/// </summary>
internal sealed class FileTarget : IFlashTarget
{
    private const int Block = 64 * 1024;

    private readonly string path;
    private readonly string partial;
    private readonly SafeFileHandle handle;
    private long written;
    private bool complete;

    /// <param name="path">Links are followed.</param>
    /// <param name="size">Bytes that the file will have.</param>
    public FileTarget(string path, long size)
    {
        this.path = (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);
        partial = $"{this.path}.partial-{Environment.ProcessId}";
        handle = File.OpenHandle(partial, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        RandomAccess.SetLength(handle, size);
        Size = size;
    }

    public long Size { get; }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += Block)
        {
            var block = bytes.Slice(at, Math.Min(Block, bytes.Length - at));
            // What was written there before has to go; what was never written reads as zeros anyway.
            if (block.ContainsAnyExcept((byte)0) || offset + at < written)
                RandomAccess.Write(handle, block, offset + at);
        }
        written = Math.Max(written, offset + bytes.Length);
    }

    public void Flush() => RandomAccess.FlushToDisk(handle);

    public void Read(long offset, Span<byte> bytes)
    {
        for (var read = 0; read < bytes.Length;)
        {
            var count = RandomAccess.Read(handle, bytes[read..], offset + read);
            if (count == 0)
                throw new EndOfStreamException($"{partial} ends at byte {offset + read}");
            read += count;
        }
    }

    public void Complete()
    {
        if (File.Exists(path))
            File.SetUnixFileMode(partial, File.GetUnixFileMode(path));
        Flush();
        File.Move(partial, path, overwrite: true);
        complete = true;
    }

    public void Dispose()
    {
        handle.Dispose();
        if (!complete)
            File.Delete(partial);
    }
}
