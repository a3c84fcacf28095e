using System.IO.Compression;
using ZstdSharp;

namespace Router.Image.Apk.Adb;

/// <summary>
/// How a file of apk v3 is packed, by its fourth byte: <c>ADB.</c> not at all, <c>ADBd</c> deflate, <c>ADBc</c> as the two bytes after it
/// say (algorithm, level).
/// </summary>
internal static class AdbCompression
{
    private const byte None = 0, Deflate = 1, Zstandard = 2;
    private const int FirstGuess = 8, Smallest = 1 << 12;

    /// <summary>Whether the file is one of apk v3, whatever it holds.</summary>
    public static bool IsAdb(ReadOnlySpan<byte> file) => file is [(byte)'A', (byte)'D', (byte)'B', (byte)'.' or (byte)'d' or (byte)'c', ..];

    /// <exception cref="InvalidDataException">It is damaged, cut off or larger than <paramref name="limit"/> when unpacked.</exception>
    public static ReadOnlyMemory<byte> Unpack(byte[] file, int limit) => Unpack(file, limit, isWhole: true);

    /// <summary>No more than the first <paramref name="length"/> bytes of what the file unpacks to.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or cut off before.</exception>
    public static ReadOnlyMemory<byte> UnpackHead(byte[] file, int length) => Unpack(file, length, isWhole: false);

    private static ReadOnlyMemory<byte> Unpack(byte[] file, int limit, bool isWhole)
    {
        if (file is [_, _, _, (byte)'.', ..])
            return file;
        var (algorithm, start) = file is [_, _, _, (byte)'d', ..] ? (Deflate, 4)
            : file is [_, _, _, _, var named, _, ..] ? (named, 6)
            : throw new InvalidDataException("it is cut off");
        if (algorithm == None)
            return file.AsMemory(start);
        using var packed = new MemoryStream(file, start, file.Length - start, writable: false);
        try
        {
            using Stream unpacked = algorithm switch
            {
                Deflate => new DeflateStream(packed, CompressionMode.Decompress),
                Zstandard => new DecompressionStream(packed),
                _ => throw new InvalidDataException($"it is packed in the unknown way {algorithm}"),
            };
            return ReadAll(unpacked, (int)Math.Min(limit, Math.Max(Smallest, (long)packed.Length * FirstGuess)), limit, isWhole);
        }
        catch (Exception e) when (e is ZstdException or EndOfStreamException)
        {
            throw new InvalidDataException($"it does not unpack ({e.Message})", e);
        }
    }

    private static ReadOnlyMemory<byte> ReadAll(Stream stream, int guess, int limit, bool isWhole)
    {
        var content = new byte[guess];
        var length = 0;
        while (stream.Read(content, length, content.Length - length) is var read and > 0)
        {
            length += read;
            if (length == limit)
            {
                return !isWhole || stream.ReadByte() < 0
                    ? content
                    : throw new InvalidDataException($"it unpacks to more than {limit} bytes, and that is what it may have");
            }
            if (length == content.Length)
                Array.Resize(ref content, (int)Math.Min(limit, length * 2L));
        }

        return content.AsMemory(0, length);
    }
}
