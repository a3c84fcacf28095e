using System.Buffers.Binary;

namespace Router.Image.Tests.Apk.Adb;

/// <summary>Makes ADB blocks, also ones that no honest program makes.</summary>
internal sealed class BlockWriter
{
    private readonly List<byte> bytes = [.. new byte[8]];

    /// <summary>The word of the root.</summary>
    public uint Root { get; set; }

    public byte[] Bytes
    {
        get
        {
            byte[] block = [.. bytes];
            BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(4), Root);
            return block;
        }
    }

    /// <summary>A short text, as its word.</summary>
    public uint Blob(ReadOnlySpan<byte> content)
    {
        var at = (uint)bytes.Count;
        bytes.Add((byte)content.Length);
        bytes.AddRange(content);
        return 0x8000_0000 | at;
    }

    /// <summary>A number of 64 bits, as its word.</summary>
    public uint Number(ulong value)
    {
        var at = (uint)bytes.Count;
        Add(value, 8);
        return 0x3000_0000 | at;
    }

    /// <summary>An object (kind 0xe) or array (0xd), as its word.</summary>
    public uint Slots(uint kind, params uint[] words)
    {
        var at = (uint)bytes.Count;
        Add((uint)words.Length + 1, 4);
        foreach (var word in words)
            Add(word, 4);
        return kind << 28 | at;
    }

    private void Add(ulong value, int length)
    {
        for (var i = 0; i < length; i++)
            bytes.Add((byte)(value >> 8 * i));
    }
}
