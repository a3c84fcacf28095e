using System.Buffers.Binary;
using System.IO.Compression;

namespace Router.Daemon.Backups;

/// <summary>One gzip member (RFC 1952) with a limit: nobody fills the memory with a small file.</summary>
internal static class GzipFile
{
    /// <summary>The header, an empty block, and the trailer: CRC-32 and ISIZE.</summary>
    private const int Shortest = 20;

    /// <summary>The same content gives the same bytes: no name and no time are in the header.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(content);
        return packed.ToArray();
    }

    /// <exception cref="BackupException">It is no gzip file, damaged, or holds more than <paramref name="limit"/> bytes.</exception>
    public static byte[] Unpack(ReadOnlyMemory<byte> file, int limit)
    {
        if (file.Length < Shortest || file.Span is not [0x1f, 0x8b, ..])
            throw new BackupException("it is no backup: neither compressed by gzip nor encrypted as lbu does it");
        using var content = new MemoryStream();
        try
        {
            using var gzip = new GZipStream(new MemoryStream(file.ToArray()), CompressionMode.Decompress);
            var buffer = new byte[1 << 16];
            while (gzip.Read(buffer) is > 0 and var count)
            {
                content.Write(buffer, 0, count);
                if (content.Length > limit)
                    throw new BackupException($"it holds more than {limit >> 20} MiB, which no backup of a router does");
            }
        }
        catch (InvalidDataException)
        {
            throw new BackupException("it is damaged or cut off: gzip cannot unpack it");
        }
        // The runtime reads on over members that follow, and up to an end that is not there.
        return BinaryPrimitives.ReadUInt32LittleEndian(file.Span[^4..]) == (uint)content.Length
            ? content.ToArray()
            : throw new BackupException("it is cut off, or something stands behind its end");
    }
}
