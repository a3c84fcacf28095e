using System.IO.Compression;

namespace Router.Image.Apk.Format;

/// <summary>Makes one gzip member (RFC 1952) without name and time, so that equal input gives equal bytes.</summary>
internal static class GzipMember
{
    public static byte[] Compress(ReadOnlySpan<byte> data, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var output = new MemoryStream(data.Length / 3 + 64);
        using (var gzip = new GZipStream(output, level, leaveOpen: true))
            gzip.Write(data);
        return output.ToArray();
    }
}
