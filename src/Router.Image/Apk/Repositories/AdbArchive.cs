using System.Security.Cryptography;
using Router.Image.Apk.Adb;
using Router.Image.Apk.Format;
using Router.Image.Apk.Signing;

namespace Router.Image.Apk.Repositories;

/// <summary>Packages of v3: a signed ADB block with the hashes of the data blocks behind it.</summary>
internal static class AdbArchive
{
    /// <summary>What a package says of itself before anybody has signed it: ten thousand files take a megabyte.</summary>
    private const int MaxHead = 1 << 24;

    private const int MaxData = 1 << 30;

    /// <summary>
    /// The signed part is unpacked and verified first, and then only as much as it says that the files have: a stranger's few kilobytes
    /// fill no memory.
    /// </summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static PackageArchive Open(byte[] file, KeyRing keys, string where, ReadOnlyMemory<byte>? checksum)
    {
        var adb = Head(file);
        if (adb.Schema != AdbFile.Package)
            throw new ApkException($"{where}: a file of apk v3, and no package; name a package");
        PackageArchive.Require(checksum is { } expected ? IsIndexed(adb, expected.Span) : null, AdbTrust.Check(adb, keys), where);
        var limit = adb.HeadLength + AdbPackage.DataLength(adb, MaxData);
        var package = AdbPackage.Read(AdbFile.Read(AdbCompression.Unpack(file, limit)));
        return new PackageArchive(package.Summary, package.ScriptsByName, () => new AdbContent(package.Entries));
    }

    private static AdbFile Head(byte[] file)
    {
        var start = AdbCompression.UnpackHead(file, MaxHead);
        try
        {
            return AdbFile.ReadHead(start);
        }
        catch (InvalidDataException e) when (start.Length == MaxHead)
        {
            throw new InvalidDataException($"what it says of itself takes more than {MaxHead >> 20} MiB", e);
        }
    }

    /// <summary>An index of v2 has no room for more than 20 bytes.</summary>
    private static bool IsIndexed(AdbFile adb, ReadOnlySpan<byte> checksum) =>
        checksum.Length >= Sha1.Length && SHA256.HashData(adb.Block.Span).AsSpan().StartsWith(checksum);
}
