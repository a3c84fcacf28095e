using System.Globalization;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Compiling;

/// <summary>How the values of a field are written: by the type of sets of it, as a number, or by words of its own.</summary>
internal sealed class FieldValues
{
    public static readonly FieldValues OfType = new([], areBits: false), Number = new([], areBits: false);

    /// <summary>In the order of the network, and also as <c>0x2000</c>.</summary>
    public static readonly FieldValues OfNetwork = new([], areBits: false);

    private readonly Dictionary<string, uint> words;

    private FieldValues(IEnumerable<(string Word, uint Value)> words, bool areBits) =>
        (this.words, AreBits) = (words.ToDictionary(word => word.Word, word => word.Value), areBits);

    /// <summary>A value is a list of words, and one of them is enough.</summary>
    public bool AreBits { get; }

    public static FieldValues Of(params (string Word, uint Value)[] words) => new(words, areBits: false);

    public static FieldValues Bits(params (string Word, uint Value)[] words) => new(words, areBits: true);

    /// <summary>Null: it is no such value.</summary>
    public byte[]? Write(string text, Field field)
    {
        var bytes = new byte[field.Load.Length];
        if (ReferenceEquals(this, OfType))
            return field.Type is { } type && FieldType.Find(type)?.TryWrite(text, bytes) == true ? bytes : null;
        uint number = 0;
        if (words.Count == 0 && !TryRead(text, out number))
            return null;
        foreach (var word in words.Count == 0 ? [] : AreBits ? text.Split(',') : [text])
        {
            if (!words.TryGetValue(word, out var value))
                return null;
            number |= value;
        }
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(number >> (8 * i));
        if (ReferenceEquals(this, OfNetwork))
            Array.Reverse(bytes);
        return bytes;
    }

    private static bool TryRead(string text, out uint number) => text.StartsWith("0x", StringComparison.Ordinal)
        ? uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
        : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
