using System.Text;

namespace Router.Wire.Tar;

/// <summary>
/// A header of POSIX.1-1988 ustar, which GNU tar and BusyBox write too (pax interchange format, IEEE Std 1003.1-2017):
/// <code>
///   0 name 100 | 100 mode 8 | 108 uid 8 | 116 gid 8 | 124 size 12 | 136 mtime 12 | 148 checksum 8 | 156 type 1
/// 157 link 100 | 257 magic 6, version 2 | 265 user 32 | 297 group 32 | 329 major 8 | 337 minor 8 | 345 prefix 155
/// </code>
/// </summary>
internal static class TarBlock
{
    public const int Size = 512;

    /// <summary>A file of the first tar has 0 here.</summary>
    public const byte OldFile = 0;
    public const byte File = (byte)'0';
    public const byte SymbolicLink = (byte)'2';
    public const byte Folder = (byte)'5';
    public const byte Pax = (byte)'x';
    public const byte PaxGlobal = (byte)'g';
    public const byte GnuLongLink = (byte)'K';
    public const byte GnuLongName = (byte)'L';

    public static readonly Range Name = 0..100;
    public static readonly Range Mode = 100..108;
    public static readonly Range UserId = 108..116;
    public static readonly Range GroupId = 116..124;
    public static readonly Range Length = 124..136;
    public static readonly Range Time = 136..148;
    public static readonly Range Checksum = 148..156;
    public const int Type = 156;
    public static readonly Range Link = 157..257;
    public static readonly Range Magic = 257..263;
    public static readonly Range Version = 263..265;
    public static readonly Range User = 265..297;
    public static readonly Range Group = 297..329;
    public static readonly Range Prefix = 345..500;

    /// <summary>All bytes together, with blanks in the checksum's own place.</summary>
    public static int SumOf(ReadOnlySpan<byte> block)
    {
        var sum = 8 * ' ';
        for (var i = 0; i < Size; i++)
            sum += i is >= 148 and < 156 ? 0 : block[i];
        return sum;
    }

    /// <summary>Null: it is no octal number.</summary>
    public static long? Octal(ReadOnlySpan<byte> field)
    {
        var value = 0L;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7' || value > long.MaxValue >> 4)
                return null;
            value = (value << 3) + (digit - '0');
        }
        return value;
    }

    /// <summary>Up to the first zero byte. What is no UTF-8 comes as U+FFFD.</summary>
    public static string Text(ReadOnlySpan<byte> field) =>
        Encoding.UTF8.GetString(field.IndexOf((byte)0) is >= 0 and var end ? field[..end] : field);
}
