using System.IO.Compression;
using System.Security.Cryptography;
using Router.Image.Apk.Format;
using Router.Image.Apk.Signing;
using Router.Image.Apk.Writing;

namespace Router.Image.Apk.Repositories;

/// <summary>Packages of v2: gzip members with tars of signatures, of control files and of data.</summary>
internal static class GzipArchive
{
    private const int MaxControl = 1 << 26;

    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static PackageArchive Open(byte[] file, KeyRing keys, string where, ReadOnlyMemory<byte>? checksum)
    {
        var start = 0;
        if (!Inflater.TryMember(file, MaxControl, out var control, out var end))
            throw new ApkException($"{where}: BAD archive: not a package, or cut off; fetch it again");
        var signatures = SignatureMember.Read(control);
        if (signatures.Count > 0)
        {
            start = end;
            if (!Inflater.TryMember(file.AsSpan(start), MaxControl, out control, out var length))
                throw new ApkException($"{where}: BAD archive: cut off in its control segment; fetch it again");
            end = start + length;
        }

        var signed = file.AsSpan(start, end - start);
        PackageArchive.Require(
            checksum is { } expected ? Sha1.Hash(signed).AsSpan().SequenceEqual(expected.Span) : null,
            SignatureMember.Check(signatures, signed, keys), where);
        var (info, scripts) = ReadControl(control, where);
        if (info.DataHash.Length == 0)
            throw new ApkException(
                $"{where}: no datahash in .PKGINFO, so its data cannot be verified; build it with abuild 2 or later");
        if (!SHA256.HashData(file.AsSpan(end)).AsSpan().SequenceEqual(info.DataHash))
            throw new ApkException(
                $"{where}: BAD archive: its data does not match the signed SHA-256 (cut off or changed); fetch it again");
        return new PackageArchive(info, scripts, () => new TarContent(OpenData(file, end)));
    }

    /// <summary>The data tar, unpacked as it is read.</summary>
    private static BufferedStream OpenData(byte[] file, int start) =>
        new(
            new GZipStream(new MemoryStream(file, start, file.Length - start, writable: false), CompressionMode.Decompress),
            1 << 17);

    private static (PackageInfo Info, Dictionary<string, byte[]> Scripts) ReadControl(ReadOnlyMemory<byte> control, string where)
    {
        var tar = new TarReader(new MemoryStream(control.ToArray(), writable: false));
        PackageInfo? info = null;
        var scripts = new Dictionary<string, byte[]>();
        while (tar.Next() is { } entry)
        {
            if (entry.Name == ".PKGINFO")
                info = PackageInfo.Parse(tar.ReadContent(MaxControl));
            else if (ApkWriter.ScriptNames.Contains(entry.Name))
                scripts[entry.Name] = tar.ReadContent(MaxControl);
        }

        return (info ?? throw new ApkException($"{where}: BAD archive: no .PKGINFO in it; fetch it again"), scripts);
    }
}
