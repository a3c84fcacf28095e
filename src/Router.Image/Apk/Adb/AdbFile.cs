using System.Buffers.Binary;

namespace Router.Image.Apk.Adb;

/// <summary>One signature of an ADB block: a version byte, the digest's number, 16 bytes of the key's ID, then what the key made.</summary>
internal readonly record struct AdbSignature(ReadOnlyMemory<byte> Block)
{
    public const int HeaderLength = 18;
    public const byte Sha512 = 4;

    public bool IsKnown => Block.Length > HeaderLength && Block.Span[0] == 0 && Block.Span[1] == Sha512;

    /// <summary>What is signed together with the schema and the digest of the ADB block.</summary>
    public ReadOnlySpan<byte> Header => Block.Span[..HeaderLength];

    public ReadOnlySpan<byte> KeyId => Block.Span[2..HeaderLength];

    public ReadOnlySpan<byte> Value => Block.Span[HeaderLength..];
}

/// <summary>The content of a file: that of directory and file number so and so (from 1) of the package.</summary>
internal readonly record struct AdbData(uint Directory, uint File, ReadOnlyMemory<byte> Content);

/// <summary>
/// An unpacked file of apk v3 (apk-v3(5)), taken apart and not yet trusted: <c>ADB.</c>, four bytes of schema, then blocks, each with a
/// header that gives kind (two bits) and size (30 bits, itself included) and filled up to a multiple of eight bytes; first the ADB block,
/// then signatures, then data.
/// </summary>
internal sealed record AdbFile(
    uint Schema, ReadOnlyMemory<byte> Block, IReadOnlyList<AdbSignature> Signatures, IReadOnlyList<AdbData> Data)
{
    /// <summary>The letters <c>pckg</c> and <c>indx</c>.</summary>
    public const uint Package = 0x676b6370, Index = 0x78646e69;

    private const int HeaderLength = 8, AdbBlock = 0, SignatureBlock = 1, DataBlock = 2, LargeBlock = 3;

    /// <summary>Bytes before the first data block.</summary>
    public int HeadLength { get; private init; }

    /// <exception cref="InvalidDataException">It is damaged or cut off.</exception>
    public static AdbFile Read(ReadOnlyMemory<byte> file) => Read(file, withData: true);

    /// <summary>Without its data, of which <paramref name="start"/> need not have all.</summary>
    /// <exception cref="InvalidDataException">It is damaged or cut off.</exception>
    public static AdbFile ReadHead(ReadOnlyMemory<byte> start) => Read(start, withData: false);

    private static AdbFile Read(ReadOnlyMemory<byte> file, bool withData)
    {
        var schema = SchemaOf(file);
        List<AdbSignature> signatures = [];
        List<AdbData> data = [];
        ReadOnlyMemory<byte>? adb = null;
        var (rest, last) = (file[HeaderLength..], 0u);
        var head = file.Length;
        while (!rest.IsEmpty)
        {
            if (IsData(rest.Span))
            {
                head = Math.Min(head, file.Length - rest.Length);
                if (!withData)
                    break;
            }

            var (kind, content) = Next(ref rest);
            if (adb is null != (kind == AdbBlock) || kind < last)
                throw new InvalidDataException("its blocks are not in their order");
            last = kind;
            if (kind == AdbBlock)
                adb = content;
            else if (kind == SignatureBlock)
                signatures.Add(new AdbSignature(content));
            else if (kind == DataBlock)
                data.Add(DataOf(content));
            else
                throw new InvalidDataException($"it has a block of the unknown kind {kind}");
        }

        return new AdbFile(schema, adb ?? throw new InvalidDataException("it has no ADB block"), signatures, data) { HeadLength = head };
    }

    /// <summary>What the file holds.</summary>
    /// <exception cref="InvalidDataException">It is no unpacked file of apk v3.</exception>
    public static uint SchemaOf(ReadOnlyMemory<byte> file) => file.Length >= HeaderLength && file.Span.StartsWith("ADB."u8)
        ? BinaryPrimitives.ReadUInt32LittleEndian(file.Span[4..])
        : throw new InvalidDataException("not a file of apk v3");

    private static bool IsData(ReadOnlySpan<byte> block)
    {
        var word = block.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(block);
        return word >> 30 == DataBlock || word == (((uint)LargeBlock << 30) | DataBlock);
    }

    /// <summary>A block of the kind 3 has its true kind where others have the size, and then four free bytes and eight of size.</summary>
    private static (uint Kind, ReadOnlyMemory<byte> Content) Next(ref ReadOnlyMemory<byte> rest)
    {
        var bytes = rest.Span;
        if (bytes.Length < 4)
            throw new InvalidDataException("it is cut off");
        var word = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        var (kind, size, header) = (word >> 30, (ulong)(word & 0x3fff_ffff), 4);
        if (kind == LargeBlock)
        {
            if (bytes.Length < 16)
                throw new InvalidDataException("it is cut off");
            (kind, size, header) = ((uint)size, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]), 16);
        }

        if (size < (ulong)header || size > (ulong)bytes.Length)
            throw new InvalidDataException("it is cut off");
        var content = rest[header..(int)size];
        rest = rest[Math.Min(((int)size + 7) & ~7, rest.Length)..];
        return (kind, content);
    }

    private static AdbData DataOf(ReadOnlyMemory<byte> block)
    {
        if (block.Length < 8)
            throw new InvalidDataException("a data block is cut off");
        return new AdbData(
            BinaryPrimitives.ReadUInt32LittleEndian(block.Span), BinaryPrimitives.ReadUInt32LittleEndian(block.Span[4..]), block[8..]);
    }
}
