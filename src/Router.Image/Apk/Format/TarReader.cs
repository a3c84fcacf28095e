using System.Text;

namespace Router.Image.Apk.Format;

/// <summary>
/// Reads a tar stream entry by entry; pax records and GNU long names are applied to the entry that follows them. Damage
/// is an <see cref="InvalidDataException"/>. Names come as they are written: whoever makes files of them checks them.
/// </summary>
internal sealed class TarReader(Stream input)
{
    private const int BlockSize = 512;
    private const int MaxExtension = 1 << 20;

    private readonly byte[] block = new byte[BlockSize];
    private long left;
    private long padding;

    /// <summary>The pax records of the current entry, in their order.</summary>
    public IReadOnlyList<(string Key, byte[] Value)> Records { get; private set; } = [];

    /// <summary>The next entry; null at the end of the archive (or of the stream: package segments have no end mark).</summary>
    public TarHeader? Next()
    {
        Skip(left + padding);
        left = padding = 0;
        Records = [];
        string? longName = null, longLink = null;
        while (ReadBlock())
        {
            if (block.AsSpan().IndexOfAnyExcept((byte)0) < 0)
                continue;
            var header = Parse();
            switch (header.Type)
            {
                case TarType.Pax:
                    if (!PaxRecords.TryDecode(Extension(header.Size), out var records))
                        throw new InvalidDataException("a pax header has a wrong length");
                    Records = records;
                    break;
                case TarType.PaxGlobal:
                    _ = Extension(header.Size);
                    break;
                case TarType.GnuLongName:
                    longName = Text(Extension(header.Size));
                    break;
                case TarType.GnuLongLink:
                    longLink = Text(Extension(header.Size));
                    break;
                default:
                    Begin(header.Size);
                    return Apply(header, longName, longLink);
            }
        }

        return null;
    }

    /// <summary>Copies the current entry's content.</summary>
    public void CopyTo(Stream output)
    {
        Span<byte> buffer = stackalloc byte[4096];
        Span<byte> large = left > 4096 ? new byte[(int)Math.Min(left, 1 << 17)] : buffer;
        while (left > 0)
        {
            var part = large[..(int)Math.Min(left, large.Length)];
            Fill(part);
            output.Write(part);
            left -= part.Length;
        }
    }

    /// <summary>The current entry's content, when it is at most <paramref name="limit"/> bytes.</summary>
    public byte[] ReadContent(int limit)
    {
        if (left > limit)
            throw new InvalidDataException($"an entry of {left} bytes where at most {limit} belong");
        var content = new byte[left];
        Fill(content);
        left = 0;
        return content;
    }

    private TarHeader Apply(TarHeader header, string? longName, string? longLink)
    {
        header = header with { Name = longName ?? header.Name, LinkTarget = longLink ?? header.LinkTarget };
        foreach (var (key, value) in Records)
        {
            header = key switch
            {
                "path" => header with { Name = Encoding.UTF8.GetString(value) },
                "linkpath" => header with { LinkTarget = Encoding.UTF8.GetString(value) },
                _ => header,
            };
        }

        return header;
    }

    private TarHeader Parse()
    {
        var header = block.AsSpan();
        if (!header.Slice(257, 5).SequenceEqual("ustar"u8))
            throw new InvalidDataException("not a tar header");
        var name = Text(header[..100]);
        var prefix = header[263] == '0' ? Text(header.Slice(345, 155)) : "";
        return new TarHeader(prefix.Length == 0 ? name : prefix + "/" + name, (TarType)header[156])
        {
            Mode = (int)Octal(header.Slice(100, 8)) & 0xfff,
            Owner = new FileOwner(
                (uint)Octal(header.Slice(108, 8)),
                (uint)Octal(header.Slice(116, 8)),
                Text(header.Slice(265, 32)),
                Text(header.Slice(297, 32))),
            Size = Octal(header.Slice(124, 12)),
            ModifiedTime = Octal(header.Slice(136, 12)),
            LinkTarget = Text(header.Slice(157, 100)),
            DeviceMajor = (uint)Octal(header.Slice(329, 8)),
            DeviceMinor = (uint)Octal(header.Slice(337, 8)),
        };
    }

    private byte[] Extension(long size)
    {
        if (size > MaxExtension)
            throw new InvalidDataException("a header extension is too large");
        Begin(size);
        var body = ReadContent(MaxExtension);
        Skip(padding);
        padding = 0;
        return body;
    }

    private void Begin(long size) => (left, padding) = (size, (BlockSize - size % BlockSize) % BlockSize);

    private bool ReadBlock()
    {
        var read = input.ReadAtLeast(block, BlockSize, throwOnEndOfStream: false);
        return read == BlockSize || (read == 0 ? false : throw new InvalidDataException("the archive is cut off"));
    }

    private void Fill(Span<byte> part)
    {
        if (input.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) < part.Length)
            throw new InvalidDataException("the archive is cut off");
    }

    private void Skip(long count)
    {
        Span<byte> scratch = stackalloc byte[4096];
        for (; count > 0; count -= Math.Min(count, scratch.Length))
            Fill(scratch[..(int)Math.Min(count, scratch.Length)]);
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private static long Octal(ReadOnlySpan<byte> field)
    {
        var value = 0L;
        foreach (var b in field.Trim(" \0"u8))
            value = b is >= (byte)'0' and <= (byte)'7'
                ? (value << 3) + (b - '0')
                : throw new InvalidDataException("a number of a tar header is not octal");
        return value;
    }
}
