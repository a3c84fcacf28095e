using static System.Buffers.Binary.BinaryPrimitives;

namespace Router.Linux.Edges.Files;

/// <summary>
/// What stands at a path, whose it is and of what type, of which .NET does not say all; by statx(2), whose layout is the same on every
/// machine. <paramref name="Mode"/>: permissions alone. <paramref name="Length"/>: bytes.
/// </summary>
internal readonly record struct FileStatus(FileType Type, int Mode, uint User, uint Group, long Length)
{
    private const int CurrentFolder = -100, NoFollow = 0x100;
    private const uint TypeModeOwnerAndSize = 0x1 | 0x2 | 0x8 | 0x10 | 0x200;
    private const int Size = 256, UserAt = 20, GroupAt = 24, ModeAt = 28, LengthAt = 40;
    private const int TypeBits = 0xF000, PermissionBits = 0xFFF, PlainFile = 0x8000, SymbolicLink = 0xA000;

    /// <summary>Of a link, not of what it leads to. Null: there is nothing, or it cannot be looked at.</summary>
    public static unsafe FileStatus? Of(string path)
    {
        var status = stackalloc byte[Size];
        if (Libc.FileStatus(CurrentFolder, path, NoFollow, TypeModeOwnerAndSize, status) != 0)
            return null;
        var bytes = new ReadOnlySpan<byte>(status, Size);
        var mode = ReadUInt16LittleEndian(bytes[ModeAt..]);
        var type = (mode & TypeBits) switch
        {
            PlainFile => FileType.Plain,
            SymbolicLink => FileType.Link,
            _ => FileType.Other,
        };
        return new FileStatus(
            type, mode & PermissionBits, ReadUInt32LittleEndian(bytes[UserAt..]), ReadUInt32LittleEndian(bytes[GroupAt..]),
            ReadInt64LittleEndian(bytes[LengthAt..]));
    }
}

internal enum FileType
{
    Plain,
    Link,

    /// <summary>A pipe, whose reader waits for a writer, a device, a folder.</summary>
    Other,
}
