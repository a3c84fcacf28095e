using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Router.Linux.Edges.Blocks;

/// <summary>Whether the kernel has found a changed block (Documentation/admin-guide/device-mapper/verity.rst, status).</summary>
public static partial class VerityStatus
{
    private const string Control = "/dev/mapper/control";

    /// <summary><c>DM_TABLE_STATUS</c>, and the flag that asks without waiting for what is under way.</summary>
    private const uint TableStatus = 0xC138FD0C, NoFlush = 1 << 11;

    /// <summary>Of <c>struct dm_ioctl</c> and <c>struct dm_target_spec</c> (linux/dm-ioctl.h).</summary>
    private const int HeaderSize = 312, TargetSize = 40, NameAt = 48, DataStartAt = 16, Size = 4096;

    /// <summary>Null: there is no such device, or the kernel knows no device mapper.</summary>
    /// <param name="name">As <c>/dev/mapper</c> has it.</param>
    public static bool? IsCorrupted(string name)
    {
        if (!File.Exists(Control))
            return null;
        try
        {
            using var handle = File.OpenHandle(Control, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return Ask(handle, name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool? Ask(SafeFileHandle handle, string name)
    {
        Span<byte> data = stackalloc byte[Size];
        data.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(data, 4);
        BinaryPrimitives.WriteUInt32LittleEndian(data[12..], Size);
        BinaryPrimitives.WriteUInt32LittleEndian(data[DataStartAt..], HeaderSize);
        BinaryPrimitives.WriteUInt32LittleEndian(data[28..], NoFlush);
        Encoding.ASCII.GetBytes(name, data[NameAt..]);
        if (Ask(handle, TableStatus, ref MemoryMarshal.GetReference(data)) != 0)
            return null;
        var start = (int)BinaryPrimitives.ReadUInt32LittleEndian(data[DataStartAt..]);
        return data[start + TargetSize] switch
        {
            (byte)'C' => true,
            (byte)'V' => false,
            _ => null,
        };
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ask(SafeFileHandle handle, nuint request, ref byte data);
}
