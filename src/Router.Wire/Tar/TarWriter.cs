using System.Text;

namespace Router.Wire.Tar;

/// <summary>
/// Writes an archive that any tar reads: ustar, all of it owned by root and of one time, with a pax record for a path of more than 100
/// bytes. The same entries give the same bytes.
/// </summary>
public static class TarWriter
{
    private const int LongestName = 100;

    /// <param name="entries">In their order.</param>
    /// <param name="time">Of all of them, in seconds since 1970.</param>
    /// <exception cref="ArgumentException">A path is none that an archive may have.</exception>
    public static byte[] Write(IEnumerable<TarEntry> entries, long time)
    {
        using var output = new MemoryStream();
        foreach (var entry in entries)
        {
            if (TarEntry.Problem(entry.Path) is { } wrong)
                throw new ArgumentException($"{entry.Path} {wrong}", nameof(entries));
            var name = entry.Kind == TarKind.Folder ? $"{entry.Path}/" : entry.Path;
            if (Records(name, entry.Target) is { Length: > 0 } records)
            {
                Header(output, "././@PaxHeader", TarBlock.Pax, PaxMode, records.Length, time, "");
                Content(output, records);
            }
            var type = entry.Kind switch
            {
                TarKind.Folder => TarBlock.Folder,
                TarKind.SymbolicLink => TarBlock.SymbolicLink,
                _ => TarBlock.File,
            };
            Header(output, name, type, entry.Mode, entry.Content.Length, time, entry.Target);
            Content(output, entry.Content.Span);
        }
        output.Write(stackalloc byte[2 * TarBlock.Size]);
        return output.ToArray();
    }

    /// <summary>0644.</summary>
    private const int PaxMode = (6 << 6) | (4 << 3) | 4;

    private static byte[] Records(string name, string target)
    {
        var text = new StringBuilder();
        if (Encoding.UTF8.GetByteCount(name) > LongestName)
            text.Append(Record("path", name));
        if (Encoding.UTF8.GetByteCount(target) > LongestName)
            text.Append(Record("linkpath", target));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Its length counts the digits of the length too.</summary>
    private static string Record(string key, string value)
    {
        var rest = Encoding.UTF8.GetByteCount(value) + key.Length + 3;
        var length = rest + $"{rest}".Length;
        return $"{(length.ToString().Length == $"{rest}".Length ? length : length + 1)} {key}={value}\n";
    }

    private static void Header(Stream output, string name, byte type, int mode, int length, long time, string target)
    {
        Span<byte> block = stackalloc byte[TarBlock.Size];
        block.Clear();
        Put(block[TarBlock.Name], name);
        Put(block[TarBlock.Mode], mode);
        Put(block[TarBlock.UserId], 0);
        Put(block[TarBlock.GroupId], 0);
        Put(block[TarBlock.Length], length);
        Put(block[TarBlock.Time], time);
        block[TarBlock.Type] = type;
        Put(block[TarBlock.Link], target);
        "ustar\0"u8.CopyTo(block[TarBlock.Magic]);
        "00"u8.CopyTo(block[TarBlock.Version]);
        Put(block[TarBlock.User], "root");
        Put(block[TarBlock.Group], "root");
        // Six digits, a zero and a blank: so all others have it.
        block[TarBlock.Checksum].Fill((byte)' ');
        Put(block[TarBlock.Checksum][..^1], TarBlock.SumOf(block));
        output.Write(block);
    }

    private static void Content(Stream output, ReadOnlySpan<byte> content)
    {
        output.Write(content);
        if (content.Length % TarBlock.Size is > 0 and var tail)
            output.Write(new byte[TarBlock.Size - tail]);
    }

    /// <summary>As much as there is room for: the whole stands in a record.</summary>
    private static void Put(Span<byte> field, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes.AsSpan(0, Math.Min(bytes.Length, field.Length)).CopyTo(field);
    }

    /// <summary>Octal digits and a zero byte.</summary>
    private static void Put(Span<byte> field, long value)
    {
        field[^1] = 0;
        for (var i = field.Length - 2; i >= 0; i--, value >>= 3)
            field[i] = (byte)('0' + (value & 7));
    }
}
