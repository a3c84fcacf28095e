using Router.Image.Apk.Adb;
using Router.Image.Apk.Format;
using Router.Image.Apk.Signing;

namespace Router.Image.Apk.Repositories;

/// <summary>
/// A package file that was verified: its description by a trusted signature, by the checksum of a trusted index, or both, and its data by
/// the hashes in the description. So an unsigned package of a signed index is as trustworthy as a signed one.
/// </summary>
/// <param name="Scripts">By their names, <c>.post-install</c>.</param>
/// <param name="OpenContent">Its directories and files, from the first on.</param>
internal sealed record PackageArchive(
    PackageInfo Info, IReadOnlyDictionary<string, byte[]> Scripts, Func<IPackageContent> OpenContent)
{
    /// <param name="file">The whole file, of v2 or v3.</param>
    /// <param name="keys">The trusted keys.</param>
    /// <param name="where">Names the file in messages.</param>
    /// <param name="checksum">
    /// What a verified index gives: of v2 the SHA-1 of the control segment, of v3 the SHA-256 of the ADB block or 20 bytes of it; null: the
    /// package must be signed.
    /// </param>
    /// <exception cref="ApkException">It does not verify, or is no package.</exception>
    public static PackageArchive Open(byte[] file, KeyRing keys, string where, ReadOnlyMemory<byte>? checksum)
    {
        try
        {
            return AdbCompression.IsAdb(file)
                ? AdbArchive.Open(file, keys, where, checksum)
                : GzipArchive.Open(file, keys, where, checksum);
        }
        catch (InvalidDataException e)
        {
            throw new ApkException($"{where}: BAD archive: {e.Message}; fetch it again", e);
        }
    }

    /// <summary>
    /// Ends the reading of a package that is not that of the index, or has no good signature where it needs one.
    /// <paramref name="problem"/> is what there is to say of the signature, or null.
    /// </summary>
    internal static void Require(bool? isIndexed, string? problem, string where)
    {
        if (isIndexed == false)
            throw new ApkException(
                $"{where}: BAD signature: it is not the package of which the index has the checksum; update the index or fetch the package again");
        if (problem is not null && (isIndexed is null || problem.StartsWith("BAD", StringComparison.Ordinal)))
            throw new ApkException($"{where}: {problem}");
    }
}
