using System.Buffers.Binary;

namespace Router.Linux.Edges.Files;

/// <summary>
/// Who owns a file, and of what type it is, which .NET does not say; by statx(2), whose layout is the same on every machine.
/// </summary>
internal static class FileOwner
{
    private const int CurrentFolder = -100, NoFollow = 0x100;
    private const uint OfType = 0x1, UserAndGroup = 0x8 | 0x10;
    private const int Length = 256, UserAt = 20, GroupAt = 24, ModeAt = 28;
    private const int TypeBits = 0xF000, Plain = 0x8000;

    /// <summary>Null: there is no such file.</summary>
    public static unsafe (uint User, uint Group)? Read(string path)
    {
        var status = stackalloc byte[Length];
        if (Libc.FileStatus(CurrentFolder, path, NoFollow, UserAndGroup, status) != 0)
            return null;
        var bytes = new ReadOnlySpan<byte>(status, Length);
        return (BinaryPrimitives.ReadUInt32LittleEndian(bytes[UserAt..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[GroupAt..]));
    }

    /// <summary>No pipe, whose reader waits for a writer, no device, no folder, no link.</summary>
    public static unsafe bool IsPlain(string path)
    {
        var status = stackalloc byte[Length];
        return Libc.FileStatus(CurrentFolder, path, NoFollow, OfType, status) == 0
            && (BinaryPrimitives.ReadUInt16LittleEndian(new ReadOnlySpan<byte>(status, Length)[ModeAt..]) & TypeBits) == Plain;
    }
}
