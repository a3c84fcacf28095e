using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Router.Core.State;
using Router.Image.Apk.Format;

namespace Router.Image.Apk.Adb;

/// <summary>A directory or file of a package; <paramref name="Hash"/> is that of its content.</summary>
internal sealed record AdbEntry(TarHeader Header, byte[] Hash, IReadOnlyList<(string Name, byte[] Value)> Attributes)
{
    public const int Name = 1, Files = 3;
    private const int Access = 2, Size = 3, Time = 4, Hashes = 5, Target = 6;
    private const int Mode = 1, User = 2, Group = 3, ExtendedAttributes = 4;
    private const int PlainDirectory = FileModes.AllFolder, PlainFile = FileModes.AllRead, KindMask = 0xf000;

    /// <summary>Who has a name that the tree does not know: nobody.</summary>
    private const uint Nobody = 65534;

    public ReadOnlyMemory<byte> Content { get; init; }

    public bool HasData => Header is { Type: TarType.RegularFile, Size: > 0 };

    /// <summary>20 bytes as the database of what is installed has them; null: there is nothing to have one of.</summary>
    public byte[]? Checksum => Header.Type switch
    {
        TarType.SymbolicLink => SHA256.HashData(Encoding.UTF8.GetBytes(Header.LinkTarget))[..Sha1.Length],
        TarType.RegularFile when Hash.Length == SHA256.HashSizeInBytes => Hash[..Sha1.Length],
        TarType.RegularFile => SHA256.HashData(Content.Span)[..Sha1.Length],
        _ => null,
    };

    public static AdbEntry Directory(in AdbDocument block, AdbSlots directory, string path)
    {
        var access = block.Slots(block[directory, Access]);
        var header = WithAccess(block, new TarHeader(path, TarType.Directory) { Mode = PlainDirectory }, access);
        return new AdbEntry(header, [], AttributesOf(block, access));
    }

    public static AdbEntry File(in AdbDocument block, AdbSlots file, string directory)
    {
        var name = block.Text(block[file, Name]);
        var access = block.Slots(block[file, Access]);
        var header = WithTarget(
            new TarHeader(directory.Length == 0 ? name : $"{directory}/{name}", TarType.RegularFile)
            {
                Mode = PlainFile,
                Size = block.Number(block[file, Size]),
                ModifiedTime = block.Number(block[file, Time]),
            },
            block.Bytes(block[file, Target]));
        return new AdbEntry(WithAccess(block, header, access), block.Bytes(block[file, Hashes]).ToArray(), AttributesOf(block, access));
    }

    private static TarHeader WithAccess(in AdbDocument block, TarHeader header, AdbSlots access)
    {
        if (access.Count == 0)
            return header;
        var (user, group) = (block.Text(block[access, User]), block.Text(block[access, Group]));
        return header with
        {
            Mode = (int)block.Number(block[access, Mode]) & 0xfff,
            Owner = new FileOwner(NumberOf(user), NumberOf(group), user, group),
        };
    }

    private static uint NumberOf(string name) => name is "root" or "" ? 0 : Nobody;

    /// <summary>
    /// Of what is no plain file: its kind as in a mode (two bytes), then where a link leads, or the number of a device (eight bytes, as
    /// Linux counts). A target of the kind of plain files is the path of which the file is another name.
    /// </summary>
    private static TarHeader WithTarget(TarHeader header, ReadOnlySpan<byte> target)
    {
        if (target.IsEmpty)
            return header;
        if (target.Length < 2)
            throw new InvalidDataException($"{header.Name} has a target that is cut off");
        var rest = target[2..];
        return (BinaryPrimitives.ReadUInt16LittleEndian(target) & KindMask) switch
        {
            0x8000 => header with { Type = TarType.HardLink, LinkTarget = Encoding.UTF8.GetString(rest) },
            0xa000 => header with { Type = TarType.SymbolicLink, LinkTarget = Encoding.UTF8.GetString(rest) },
            0x2000 => WithDevice(header with { Type = TarType.CharacterDevice }, rest),
            0x6000 => WithDevice(header with { Type = TarType.BlockDevice }, rest),
            0x1000 => header with { Type = TarType.Fifo },
            _ => throw new InvalidDataException($"{header.Name} is of an unknown kind"),
        };
    }

    private static TarHeader WithDevice(TarHeader header, ReadOnlySpan<byte> number)
    {
        if (number.Length != 8)
            throw new InvalidDataException($"{header.Name} has a device number that is cut off");
        var device = BinaryPrimitives.ReadUInt64LittleEndian(number);
        return header with
        {
            DeviceMajor = (uint)(device >> 8 & 0xfff | device >> 32 & ~0xffful),
            DeviceMinor = (uint)(device & 0xff | device >> 12 & ~0xfful),
        };
    }

    private static List<(string Name, byte[] Value)> AttributesOf(in AdbDocument block, AdbSlots access)
    {
        List<(string, byte[])> attributes = [];
        var list = block.Slots(block[access, ExtendedAttributes]);
        for (var i = 1; i <= list.Count; i++)
        {
            var attribute = block.Bytes(block[list, i]);
            var end = attribute.IndexOf((byte)0);
            if (end <= 0)
                throw new InvalidDataException("an extended attribute has no name");
            attributes.Add((Encoding.UTF8.GetString(attribute[..end]), attribute[(end + 1)..].ToArray()));
        }

        return attributes;
    }
}

/// <summary>The entries of a package as the installer takes them.</summary>
internal sealed class AdbContent(IReadOnlyList<AdbEntry> entries) : IPackageContent
{
    private int next;

    public bool HasSha256 => true;

    public byte[]? Checksum => entries[next - 1].Checksum;

    public IReadOnlyList<(string Name, byte[] Value)> Attributes => entries[next - 1].Attributes;

    public TarHeader? Next() => next < entries.Count ? entries[next++].Header : null;

    public void CopyTo(Stream output) => output.Write(entries[next - 1].Content.Span);

    public void Dispose()
    {
        // All of it is memory.
    }
}
