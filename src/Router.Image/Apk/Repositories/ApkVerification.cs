using System.IO.Compression;
using Router.Image.Apk.Adb;
using Router.Image.Apk.Format;
using Router.Image.Apk.Signing;

namespace Router.Image.Apk.Repositories;

/// <summary>
/// A file that verifies. <paramref name="Format"/>: <c>v2</c> or <c>v3</c>; <paramref name="Kind"/>: <c>package</c> or <c>index</c>,
/// which has its description as name, and no version.
/// </summary>
public sealed record VerifiedFile(string Format, string Kind, string Name, string Version);

/// <summary>Holds single files against trusted keys and their own hashes.</summary>
public static class ApkVerification
{
    private const int FirstBytes = 8, MaxSignatures = 1 << 16;

    /// <exception cref="ApkException">It does not verify, or is neither package nor index; <paramref name="where"/> names it.</exception>
    public static VerifiedFile Verify(byte[] file, KeyRing keys, string where)
    {
        try
        {
            var format = AdbCompression.IsAdb(file) ? "v3" : "v2";
            if (format == "v3" ? IsAdbIndex(file) : IsGzipIndex(file))
                return new VerifiedFile(format, "index", RepositoryIndex.Read(file, keys, where).Description, "");
            var package = PackageArchive.Open(file, keys, where, checksum: null);
            return new VerifiedFile(format, "package", package.Info.Name, package.Info.Version);
        }
        catch (InvalidDataException e)
        {
            throw new ApkException($"{where}: damaged ({e.Message}); fetch it again", e);
        }
    }

    private static bool IsAdbIndex(byte[] file) => AdbFile.SchemaOf(AdbCompression.UnpackHead(file, FirstBytes)) == AdbFile.Index;

    /// <summary>Behind the signatures an index has other names than a package, whose names begin with a dot.</summary>
    private static bool IsGzipIndex(byte[] file)
    {
        if (!Inflater.TryMember(file, MaxSignatures, out var signatures, out var start) || SignatureMember.Read(signatures).Count == 0)
            return false;
        using var gzip = new GZipStream(new MemoryStream(file, start, file.Length - start, writable: false), CompressionMode.Decompress);
        return new TarReader(gzip).Next() is { } first && !first.Name.StartsWith('.');
    }
}
