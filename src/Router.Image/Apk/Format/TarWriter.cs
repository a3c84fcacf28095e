using System.Text;
using Router.Core.State;

namespace Router.Image.Apk.Format;

/// <summary>
/// Writes the tar dialect of apk v2 packages: ustar headers, before them pax records for what does not fit and for
/// <c>APK-TOOLS.checksum.SHA1</c> and extended attributes.
/// </summary>
internal sealed class TarWriter(Stream output)
{
    private const int BlockSize = 512;
    private static readonly byte[] Zeros = new byte[2 * BlockSize];

    /// <summary>Ends the archive. The signature and control segments of a package go without it.</summary>
    public void WriteEnd() => output.Write(Zeros);

    public void WriteFile(string name, int mode, long time, ReadOnlySpan<byte> content)
    {
        WriteHeader(new TarHeader(name, TarType.RegularFile) { Mode = mode, Size = content.Length, ModifiedTime = time }, []);
        WriteContent(content);
    }

    public void WriteHeader(TarHeader header, IReadOnlyList<(string Key, ReadOnlyMemory<byte> Value)> records)
    {
        var pax = new List<(string Key, ReadOnlyMemory<byte> Value)>(records);
        if (Encoding.UTF8.GetByteCount(header.Name) > 99)
            pax.Add(("path", Encoding.UTF8.GetBytes(header.Name)));
        if (Encoding.UTF8.GetByteCount(header.LinkTarget) > 99)
            pax.Add(("linkpath", Encoding.UTF8.GetBytes(header.LinkTarget)));
        if (pax.Count > 0)
        {
            var body = PaxRecords.Encode(pax);
            WriteBlock(
                new TarHeader("././@PaxHeader", TarType.Pax)
                {
                    Mode = FileModes.AllRead,
                    Size = body.Length,
                    ModifiedTime = header.ModifiedTime,
                });
            WriteContent(body);
        }

        WriteBlock(header);
    }

    public void WriteContent(ReadOnlySpan<byte> content)
    {
        output.Write(content);
        var tail = content.Length % BlockSize;
        if (tail != 0)
            output.Write(Zeros.AsSpan(0, BlockSize - tail));
    }

    /// <summary>
    /// An entry of the database's scripts.tar, whose headers differ a little: magic of GNU tar, numbers that fill their fields.
    /// </summary>
    public void WriteApkScript(string name, long time, ReadOnlySpan<byte> content)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        block.Clear();
        PutText(block[..100], name);
        PutOctal(block.Slice(100, 8), FileModes.AllFolder);
        PutOctal(block.Slice(108, 8), 0);
        PutOctal(block.Slice(116, 8), 0);
        PutDigits(block.Slice(124, 12), content.Length);
        PutDigits(block.Slice(136, 12), time);
        block[156] = (byte)TarType.RegularFile;
        "ustar  "u8.CopyTo(block[257..]);
        "root"u8.CopyTo(block[265..]);
        "root"u8.CopyTo(block[297..]);
        Finish(block);
        WriteContent(content);
    }

    private void WriteBlock(TarHeader header)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        block.Clear();
        PutText(block[..100], header.Name);
        PutOctal(block.Slice(100, 8), header.Mode);
        PutOctal(block.Slice(108, 8), header.Owner.User);
        PutOctal(block.Slice(116, 8), header.Owner.Group);
        PutOctal(block.Slice(124, 12), header.Size);
        PutOctal(block.Slice(136, 12), header.ModifiedTime);
        block[156] = (byte)header.Type;
        PutText(block.Slice(157, 100), header.LinkTarget);
        "ustar\0"u8.CopyTo(block[257..]);
        "00"u8.CopyTo(block[263..]);
        PutText(block.Slice(265, 32), header.Owner.UserName);
        PutText(block.Slice(297, 32), header.Owner.GroupName);
        PutOctal(block.Slice(329, 8), header.DeviceMajor);
        PutOctal(block.Slice(337, 8), header.DeviceMinor);
        Finish(block);
    }

    private void Finish(Span<byte> block)
    {
        block.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var b in block)
            sum += b;
        PutOctal(block.Slice(148, 7), sum);
        output.Write(block);
    }

    private static void PutText(Span<byte> field, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes.AsSpan(0, Math.Min(bytes.Length, field.Length - 1)).CopyTo(field);
    }

    private static void PutOctal(Span<byte> field, long value)
    {
        PutDigits(field[..^1], value);
        field[^1] = 0;
    }

    private static void PutDigits(Span<byte> field, long value)
    {
        for (var i = field.Length - 1; i >= 0; i--, value >>= 3)
            field[i] = (byte)('0' + (value & 7));
        if (value != 0)
            throw new ArgumentOutOfRangeException(nameof(value), "the number does not fit into a tar header");
    }
}
