using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Router.Ctl.Flash.Edges;

internal enum NodeKind
{
    Missing,
    File,
    Folder,
    BlockDevice,
    Other,
}

/// <summary>The calls of Linux that .NET has no name for.</summary>
internal static partial class Native
{
    private const int CurrentFolder = -100;
    private const uint BasicStats = 0x7ff;
    private const int ReadWrite = 2;
    private const int Exclusive = 0x80;
    private const int CloseOnExec = 0x80000;
    private const int Enoent = 2;
    private const int Enotdir = 20;

    /// <summary>BLKRRPART of linux/fs.h.</summary>
    private const nuint RereadPartitionTable = 0x125f;

    /// <summary>EBUSY.</summary>
    public const int Busy = 16;

    /// <summary>O_DIRECT differs between the architectures.</summary>
    private static int Direct => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x10000 : 0x4000;

    /// <summary>What lies at a path, links followed, and its number when it is a device.</summary>
    public static (NodeKind Kind, DeviceNumber Number) Look(string path)
    {
        // struct statx of linux/stat.h: stx_mode at 28, stx_rdev_major at 128, stx_rdev_minor at 132.
        Span<byte> stat = stackalloc byte[256];
        if (Statx(CurrentFolder, path, 0, BasicStats, ref stat[0]) != 0)
        {
            return Marshal.GetLastPInvokeError() is Enoent or Enotdir ? (NodeKind.Missing, default) : throw Error(path);
        }
        var number = new DeviceNumber(
            BinaryPrimitives.ReadUInt32LittleEndian(stat[128..]), BinaryPrimitives.ReadUInt32LittleEndian(stat[132..]));
        return (BinaryPrimitives.ReadUInt16LittleEndian(stat[28..]) & 0xf000) switch
        {
            0x8000 => (NodeKind.File, default),
            0x4000 => (NodeKind.Folder, default),
            0x6000 => (NodeKind.BlockDevice, number),
            _ => (NodeKind.Other, default),
        };
    }

    /// <summary>The path of what lies there, all links resolved.</summary>
    /// <exception cref="IOException">Nothing does.</exception>
    public static string RealPath(string path)
    {
        // PATH_MAX of linux/limits.h.
        Span<byte> resolved = stackalloc byte[4096];
        return Resolve(path, ref resolved[0]) != 0 ? Encoding.UTF8.GetString(resolved[..resolved.IndexOf((byte)0)]) : throw Error(path);
    }

    /// <summary>Opens a device past the page cache. It fails with <see cref="Busy"/> while the kernel itself uses the device.</summary>
    /// <exception cref="IOException">HResult is the errno.</exception>
    public static SafeFileHandle OpenDevice(string path)
    {
        var descriptor = Open(path, ReadWrite | Exclusive | CloseOnExec | Direct);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Error(path);
    }

    /// <summary>False: the kernel knows no partitions of this device (a loop device), or something took one in the meantime.</summary>
    public static bool RereadPartitions(SafeFileHandle device) => Ioctl(device, RereadPartitionTable, 0) == 0;

    private static IOException Error(string path)
    {
        var errno = Marshal.GetLastPInvokeError();
        return new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(errno)}", errno);
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte buffer);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Resolve(string path, ref byte resolved);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(SafeFileHandle device, nuint request, nint argument);
}
