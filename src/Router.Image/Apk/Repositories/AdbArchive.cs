using System.Security.Cryptography;
using Router.Image.Apk.Adb;
using Router.Image.Apk.Format;
using Router.Image.Apk.Signing;

namespace Router.Image.Apk.Repositories;

/// <summary>Packages of v3: a signed ADB block with the hashes of the data blocks behind it.</summary>
internal static class AdbArchive
{
    private const int MaxSize = 1 << 30;

    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static PackageArchive Open(byte[] file, KeyRing keys, string where, ReadOnlyMemory<byte>? checksum)
    {
        var adb = AdbFile.Read(AdbCompression.Unpack(file, MaxSize));
        if (adb.Schema != AdbFile.Package)
            throw new ApkException($"{where}: a file of apk v3, and no package; name a package");
        PackageArchive.Require(checksum is { } expected ? IsIndexed(adb, expected.Span) : null, AdbTrust.Check(adb, keys), where);
        var package = AdbPackage.Read(adb);
        return new PackageArchive(package.Summary, package.ScriptsByName, () => new AdbContent(package.Entries));
    }

    /// <summary>An index of v2 has no room for more than 20 bytes.</summary>
    private static bool IsIndexed(AdbFile adb, ReadOnlySpan<byte> checksum) =>
        checksum.Length >= Sha1.Length && SHA256.HashData(adb.Block.Span).AsSpan().StartsWith(checksum);
}
