using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using Router.Core.Values;

namespace Router.Features.Lists;

/// <summary>One line of a list of addresses.</summary>
internal static class AddressLine
{
    private const int LongestAddress = 45;

    private static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    /// <summary>What stands before a remark, without blanks at its ends.</summary>
    public static ReadOnlySpan<byte> Word(ReadOnlySpan<byte> line)
    {
        if (line.IndexOfAny((byte)'#', (byte)';') is >= 0 and var remark)
            line = line[..remark];
        if (line.IndexOf("//"u8) is >= 0 and var slashes)
            line = line[..slashes];
        return line.Trim(" \t\r"u8);
    }

    /// <summary>
    /// False: it is none. Bits behind a prefix do not count, as nft has it; a prefix of every address is taken for a mistake, for rules
    /// that drop a list would drop everything.
    /// </summary>
    public static bool TryAdd(ReadOnlySpan<byte> word, AddressBlocks.Builder blocks)
    {
        var slash = word.IndexOf((byte)'/');
        if (slash >= 0)
            return TryAddress(word[..slash], out var prefix, out var ipv6) && TryLength(word[(slash + 1)..], ipv6 ? 128 : 32, out var bits)
                && AddPrefix(prefix, bits, ipv6, blocks);
        var dash = word.IndexOf((byte)'-');
        var begin = dash < 0 ? word : word[..dash].TrimEnd(" \t"u8);
        var end = dash < 0 ? word : word[(dash + 1)..].TrimStart(" \t"u8);
        return TryAddress(begin, out var first, out var isIPv6) && TryAddress(end, out var last, out var same) && isIPv6 == same
            && first <= last && Add(first, last, isIPv6, blocks);
    }

    private static bool AddPrefix(UInt128 prefix, int bits, bool ipv6, AddressBlocks.Builder blocks)
    {
        var host = ipv6 ? bits == 128 ? UInt128.Zero : UInt128.MaxValue >> bits : bits == 32 ? UInt128.Zero : uint.MaxValue >> bits;
        return Add(prefix & ~host, prefix | host, ipv6, blocks);
    }

    private static bool Add(UInt128 first, UInt128 last, bool ipv6, AddressBlocks.Builder blocks)
    {
        if (first == 0 && last == (ipv6 ? UInt128.MaxValue : uint.MaxValue))
            return false;
        if (ipv6)
            blocks.Add(first, last);
        else
            blocks.Add((uint)first, (uint)last);
        return true;
    }

    private static bool TryLength(ReadOnlySpan<byte> word, int most, out int bits) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out bits) && bits >= 1 && bits <= most;

    private static bool TryAddress(ReadOnlySpan<byte> word, out UInt128 number, out bool ipv6)
    {
        number = 0;
        ipv6 = word.Contains((byte)':');
        if (word.Length > LongestAddress || word.ContainsAnyExcept(AddressBytes))
            return false;
        if (!ipv6)
            return TryIPv4(word, out number);
        if (!IPAddress.TryParse(word, out var address))
            return false;
        number = address.Number();
        return true;
    }

    /// <summary>Four numbers, none with a zero in front: some take such for octal ones.</summary>
    private static bool TryIPv4(ReadOnlySpan<byte> word, out UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        var at = 0;
        number = 0;
        foreach (var range in word.Split((byte)'.'))
        {
            var part = word[range];
            if (at == bytes.Length || part.Length is 0 or > 3 || (part.Length > 1 && part[0] == (byte)'0')
                || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out bytes[at++]))
                return false;
        }
        number = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return at == bytes.Length;
    }
}
