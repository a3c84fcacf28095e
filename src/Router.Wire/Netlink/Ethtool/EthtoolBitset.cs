using System.Buffers.Binary;

namespace Router.Wire.Netlink.Ethtool;

/// <summary>
/// Bitsets of ethtool (ethtool-netlink.rst, "Bit sets"): compact ones are two arrays of words of 32 bits, the bits and those that are meant
/// at all; others are a list of names.
/// </summary>
internal static class EthtoolBitset
{
    private const ushort NoMask = 1, Size = 2, Bits = 3, Value = 4, Mask = 5;
    private const ushort Bit = 1, BitName = 2, BitOn = 3;
    private const int WordBits = 32;

    /// <summary>NLA_F_NESTED: this family insists on it.</summary>
    public static ushort Nested(ushort type) => (ushort)(type | 0x8000);

    public static void Write(NetlinkMessage message, IReadOnlyList<int> on, IReadOnlyList<int> of)
    {
        var size = of.Count == 0 ? 1 : of.Max() + 1;
        message.Add(Size, (uint)size).Add(Value, Words(on, size)).Add(Mask, Words(of, size));
    }

    public static void Write(NetlinkMessage message, IReadOnlyDictionary<string, bool> named) => message.Nest(Nested(Bits), bits =>
    {
        foreach (var (name, on) in named)
        {
            bits.Nest(Nested(Bit), bit =>
            {
                bit.Add(BitName, name);
                if (on)
                    bit.Add(BitOn, []);
            });
        }
    });

    /// <summary>Of a compact one: the bits that are set, and those that are meant. What is cut off is not there.</summary>
    public static (IReadOnlyList<int> On, IReadOnlyList<int> Of) Read(ReadOnlySpan<byte> bitset)
    {
        IReadOnlyList<int> on = [], of = [];
        var attributes = new AttributeReader(bitset);
        while (attributes.Next())
        {
            if (attributes.Type == Value)
                on = Numbers(attributes.Value);
            if (attributes.Type == Mask)
                of = Numbers(attributes.Value);
        }
        return (on, of);
    }

    /// <summary>Of one with names: whether each is set. One without a mask names those that are, and no others.</summary>
    public static IReadOnlyDictionary<string, bool> ReadNamed(ReadOnlySpan<byte> bitset)
    {
        var named = new Dictionary<string, bool>();
        var withoutMask = false;
        var attributes = new AttributeReader(bitset);
        while (attributes.Next())
        {
            withoutMask |= attributes.Type == NoMask;
            if (attributes.Type != Bits)
                continue;
            var bits = new AttributeReader(attributes.Value);
            while (bits.Next())
                ReadBit(bits.Value, withoutMask, named);
        }
        return named;
    }

    private static void ReadBit(ReadOnlySpan<byte> bit, bool on, Dictionary<string, bool> named)
    {
        string? name = null;
        var attributes = new AttributeReader(bit);
        while (attributes.Next())
        {
            if (attributes.Type == BitName)
                name = attributes.Text;
            on |= attributes.Type == BitOn;
        }
        if (name is not null)
            named[name] = on;
    }

    private static byte[] Words(IReadOnlyList<int> numbers, int size)
    {
        var words = new byte[(size + WordBits - 1) / WordBits * sizeof(uint)];
        foreach (var number in numbers)
        {
            var word = words.AsSpan(number / WordBits * sizeof(uint));
            BinaryPrimitives.WriteUInt32LittleEndian(word, BinaryPrimitives.ReadUInt32LittleEndian(word) | (1u << (number % WordBits)));
        }
        return words;
    }

    private static List<int> Numbers(ReadOnlySpan<byte> words)
    {
        var numbers = new List<int>();
        for (var at = 0; at + sizeof(uint) <= words.Length; at += sizeof(uint))
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(words[at..]);
            for (var bit = 0; bit < WordBits; bit++)
            {
                if ((word & (1u << bit)) != 0)
                    numbers.Add((at * 8) + bit);
            }
        }
        return numbers;
    }
}
