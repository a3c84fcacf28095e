using Router.Image.Apk.Adb;
using Router.Image.Apk.Index;
using Router.Image.Apk.Signing;

namespace Router.Image.Apk.Repositories;

/// <summary>
/// The content of a verified index, whatever its file is called: the text of APKINDEX (v2) or an ADB block (<paramref name="IsAdb"/>, v3).
/// </summary>
internal sealed record RepositoryIndex(string Description, ReadOnlyMemory<byte> Content, bool IsAdb)
{
    /// <summary>The names of index files, in the order in which they are looked for.</summary>
    public static readonly IReadOnlyList<string> FileNames = ["APKINDEX.tar.gz", "Packages.adb"];

    private const int MaxSize = 1 << 29;

    /// <exception cref="ApkException">It is damaged or not signed by a trusted key; <paramref name="where"/> names it.</exception>
    public static RepositoryIndex Read(byte[] file, KeyRing keys, string where)
    {
        if (!AdbCompression.IsAdb(file))
        {
            var archive = IndexArchive.Read(file, keys, where);
            return new RepositoryIndex(archive.Description, archive.Text, IsAdb: false);
        }

        try
        {
            var adb = AdbFile.Read(AdbCompression.Unpack(file, MaxSize));
            if (AdbTrust.Check(adb, keys) is { } problem)
                throw new ApkException($"{where}: {problem}");
            if (adb.Schema != AdbFile.Index)
                throw new ApkException($"{where}: a file of apk v3, and no index; name a repository");
            return new RepositoryIndex(AdbIndex.DescriptionOf(adb.Block.Span), adb.Block, IsAdb: true);
        }
        catch (InvalidDataException e)
        {
            throw new ApkException($"{where}: damaged ({e.Message}); build or fetch it again", e);
        }
    }

    /// <summary>Adds the packages to the catalog, as those of repository <paramref name="repository"/> (from 1).</summary>
    /// <exception cref="InvalidDataException">They cannot be understood.</exception>
    public void AddTo(Catalog catalog, int repository)
    {
        if (IsAdb)
            AdbIndex.Read(catalog, Content.Span, repository);
        else
            IndexText.Read(catalog, Content.Span, repository);
    }
}
