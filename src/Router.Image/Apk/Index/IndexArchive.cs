using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Router.Image.Apk.Format;
using Router.Image.Apk.Signing;

namespace Router.Image.Apk.Index;

/// <summary>The content of a verified <c>APKINDEX.tar.gz</c>.</summary>
internal sealed record IndexArchive(string Description, ReadOnlyMemory<byte> Text)
{
    private const int MaxSignature = 1 << 16;
    private const int MaxDescription = 1 << 16;
    private const int MaxText = 1 << 29;

    /// <exception cref="ApkException">It is damaged or not signed by a trusted key; <paramref name="where"/> names it.</exception>
    public static IndexArchive Read(byte[] archive, KeyRing keys, string where)
    {
        try
        {
            if (!Inflater.TryMember(archive, MaxSignature, out var signatures, out var consumed))
                throw new ApkException($"{where}: not a signed index, or cut off; build or fetch it again");
            if (SignatureMember.Check(SignatureMember.Read(signatures), archive.AsSpan(consumed), keys) is { } problem)
                throw new ApkException($"{where}: {problem}");
            return Unpack(archive, consumed, where);
        }
        catch (InvalidDataException e)
        {
            throw new ApkException($"{where}: damaged ({e.Message}); build or fetch it again", e);
        }
    }

    private static IndexArchive Unpack(byte[] archive, int start, string where)
    {
        // The last four bytes of gzip are its unpacked size: a good first guess, checked by reading on to the end.
        var guess = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(archive.AsSpan(archive.Length - 4)), MaxText) + 1;
        var content = new byte[guess];
        var length = 0;
        using (var gzip = new GZipStream(
            new MemoryStream(archive, start, archive.Length - start, writable: false), CompressionMode.Decompress))
        {
            while (gzip.Read(content, length, content.Length - length) is var read && read > 0)
            {
                length += read;
                if (length == MaxText)
                    throw new InvalidDataException("it unpacks to more than 512 MiB");
                if (length == content.Length)
                    Array.Resize(ref content, Math.Min(MaxText, length * 2));
            }
        }

        var tar = new TarReader(new MemoryStream(content, 0, length, writable: false));
        var description = "";
        byte[]? text = null;
        while (tar.Next() is { } entry)
        {
            if (entry.Name == "DESCRIPTION")
                description = Encoding.UTF8.GetString(tar.ReadContent(MaxDescription)).Trim();
            else if (entry.Name == "APKINDEX")
                text = tar.ReadContent(MaxText);
        }

        return text is null
            ? throw new ApkException($"{where}: no APKINDEX in it; build or fetch it again")
            : new IndexArchive(description, text);
    }
}
