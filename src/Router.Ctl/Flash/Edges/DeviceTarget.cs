using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Router.Ctl.Flash.Gpt;

namespace Router.Ctl.Flash.Edges;

/// <summary>
/// A block device, opened past the page cache: progress is what the medium took, and what is read back comes from it.
/// While it is open, nobody can mount it.
/// </summary>
internal sealed unsafe class DeviceTarget : IFlashTarget
{
    private const int Alignment = 4096;

    private readonly SafeFileHandle handle;
    private readonly byte* buffer = (byte*)NativeMemory.AlignedAlloc(Flasher.Chunk, Alignment);

    public DeviceTarget(string path, long size)
    {
        Size = size;
        handle = Native.OpenDevice(path);
    }

    ~DeviceTarget() => NativeMemory.AlignedFree(buffer);

    public long Size { get; }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var part = bytes[..Math.Min(bytes.Length, Flasher.Chunk)];
            var sectors = Whole(part.Length);
            part.CopyTo(sectors);
            sectors[part.Length..].Clear();
            RandomAccess.Write(handle, sectors, offset);
            offset += part.Length;
            bytes = bytes[part.Length..];
        }
    }

    public void Flush() => RandomAccess.FlushToDisk(handle);

    public void Read(long offset, Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var part = bytes[..Math.Min(bytes.Length, Flasher.Chunk)];
            var sectors = Whole(part.Length);
            if (RandomAccess.Read(handle, sectors, offset) < part.Length)
                throw new EndOfStreamException($"the device ends before byte {offset + part.Length}");
            sectors[..part.Length].CopyTo(part);
            offset += part.Length;
            bytes = bytes[part.Length..];
        }
    }

    public void Complete()
    {
        Flush();
        // Nothing hangs on it: the kernel reads the table again when the device is plugged in.
        _ = Native.RereadPartitions(handle);
    }

    public void Dispose()
    {
        handle.Dispose();
        NativeMemory.AlignedFree(buffer);
        GC.SuppressFinalize(this);
    }

    /// <summary>The aligned buffer, in whole sectors: transfers past the page cache know no others.</summary>
    private Span<byte> Whole(int length) =>
        new(buffer, (length + GptHeader.SectorSize - 1) / GptHeader.SectorSize * GptHeader.SectorSize);
}
