using System.Buffers.Binary;
using System.Text;

namespace Router.Image.Apk.Adb;

/// <summary>What a word of an ADB block is: its upper four bits.</summary>
internal enum AdbKind
{
    Special = 0x0,
    Number = 0x1,
    Number32 = 0x2,
    Number64 = 0x3,
    Blob8 = 0x8,
    Blob16 = 0x9,
    Blob32 = 0xa,
    Array = 0xd,
    Object = 0xe,

    /// <summary>The writer of the block did not understand what stood here.</summary>
    Error = 0xf,
}

/// <summary>
/// A word of an ADB block. Its lower 28 bits are a small number, or say where in the block the value lies. 0: nothing is there.
/// </summary>
internal readonly record struct AdbValue(uint Word)
{
    public AdbKind Kind => (AdbKind)(Word >> 28);

    public int Offset => (int)(Word & 0x0fff_ffff);

    public bool IsNull => Word == 0;
}

/// <summary>An object or an array: its slots are numbered from 1.</summary>
/// <param name="At">Where the first word is; it counts the words, itself with them.</param>
internal readonly record struct AdbSlots(int At, int Count);

/// <summary>
/// The values of an ADB block (apk-v3(5)): a header of two version bytes, two that are free and the word of the root; all little endian,
/// all offsets from the header. Whatever the bytes are, nothing outside of them is touched: a value that lies outside, or is not of the
/// kind that belongs there, is an <see cref="InvalidDataException"/>.
/// </summary>
internal readonly ref struct AdbDocument
{
    private const int HeaderLength = 8;
    private readonly ReadOnlySpan<byte> block;

    public AdbDocument(ReadOnlySpan<byte> block)
    {
        if (block.Length < HeaderLength)
            throw new InvalidDataException("its ADB block is cut off");
        if (block[0] != 0)
            throw new InvalidDataException($"its ADB block is of version {block[0]}, and 0 is known");
        this.block = block;
    }

    public AdbSlots Root => Slots(new AdbValue(Word(4)));

    /// <summary>The slots of an object or array, which apk itself marks alike; nothing there: none.</summary>
    public AdbSlots Slots(AdbValue value)
    {
        if (value.IsNull)
            return default;
        if (value.Kind is not (AdbKind.Object or AdbKind.Array))
            throw new InvalidDataException($"a value of its ADB block is of the kind {value.Kind}, and an object or array belongs there");
        var words = Word(value.Offset);
        if (words == 0)
            throw new InvalidDataException("an object of its ADB block has no words");
        _ = Part(value.Offset, 4L * words);
        return new AdbSlots(value.Offset, (int)words - 1);
    }

    /// <summary>The slot <paramref name="index"/>, from 1; null where there are fewer.</summary>
    public AdbValue this[AdbSlots slots, int index] => index <= slots.Count ? new AdbValue(Word(slots.At + 4 * index)) : default;

    /// <summary>Where a blob lies in the block; nothing: an empty one.</summary>
    public (int Offset, int Length) Range(AdbValue value)
    {
        if (value.IsNull)
            return default;
        var (prefix, length) = value.Kind switch
        {
            AdbKind.Blob8 => (1, (long)Part(value.Offset, 1)[0]),
            AdbKind.Blob16 => (2, BinaryPrimitives.ReadUInt16LittleEndian(Part(value.Offset, 2))),
            AdbKind.Blob32 => (4, BinaryPrimitives.ReadUInt32LittleEndian(Part(value.Offset, 4))),
            _ => throw new InvalidDataException($"a value of its ADB block is of the kind {value.Kind}, and a text or bytes belong there"),
        };
        return (value.Offset + prefix, Part(value.Offset + prefix, length).Length);
    }

    public ReadOnlySpan<byte> Bytes(AdbValue value)
    {
        var (offset, length) = Range(value);
        return block.Slice(offset, length);
    }

    public string Text(AdbValue value) => Encoding.UTF8.GetString(Bytes(value));

    /// <summary>Nothing there: 0.</summary>
    public long Number(AdbValue value) => value.Kind switch
    {
        AdbKind.Special when value.IsNull => 0,
        AdbKind.Number => value.Offset,
        AdbKind.Number32 => Word(value.Offset),
        AdbKind.Number64 => BinaryPrimitives.ReadInt64LittleEndian(Part(value.Offset, 8)),
        _ => throw new InvalidDataException($"a value of its ADB block is of the kind {value.Kind}, and a number belongs there"),
    };

    private uint Word(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(Part(offset, 4));

    private ReadOnlySpan<byte> Part(int offset, long length) =>
        offset >= 0 && length <= block.Length - offset
            ? block.Slice(offset, (int)length)
            : throw new InvalidDataException("a value of its ADB block lies outside of it");
}
