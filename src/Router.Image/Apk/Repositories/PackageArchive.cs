using System.IO.Compression;
using System.Security.Cryptography;
using Router.Image.Apk.Format;
using Router.Image.Apk.Signing;
using Router.Image.Apk.Writing;

namespace Router.Image.Apk.Repositories;

/// <summary>
/// A package file that was verified: its control segment by a trusted signature, by the checksum of a trusted index, or
/// both, and its data by the SHA-256 in the control segment. So an unsigned package of a signed index is as
/// trustworthy as a signed one.
/// </summary>
internal sealed class PackageArchive
{
    private const int MaxControl = 1 << 26;
    private readonly byte[] file;
    private readonly int dataStart;

    private PackageArchive(byte[] file, int dataStart, PackageInfo info, IReadOnlyDictionary<string, byte[]> scripts)
    {
        this.file = file;
        this.dataStart = dataStart;
        Info = info;
        Scripts = scripts;
    }

    public PackageInfo Info { get; }

    /// <summary>Scripts by their names, <c>.post-install</c>.</summary>
    public IReadOnlyDictionary<string, byte[]> Scripts { get; }

    /// <summary>The data tar, unpacked as it is read.</summary>
    public Stream OpenData() =>
        new BufferedStream(
            new GZipStream(new MemoryStream(file, dataStart, file.Length - dataStart, writable: false), CompressionMode.Decompress),
            1 << 17);

    /// <param name="file">The whole file.</param>
    /// <param name="keys">The trusted keys.</param>
    /// <param name="where">Names the file in messages.</param>
    /// <param name="checksum">SHA-1 of the control segment as a verified index gives it; null: the package must be signed.</param>
    /// <exception cref="ApkException">It does not verify, or is no package.</exception>
    public static PackageArchive Open(byte[] file, KeyRing keys, string where, ReadOnlyMemory<byte>? checksum)
    {
        try
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

            VerifyControl(file.AsSpan(start, end - start), signatures, keys, where, checksum);
            var (info, scripts) = ReadControl(control, where);
            if (info.DataHash.Length == 0)
                throw new ApkException(
                    $"{where}: no datahash in .PKGINFO, so its data cannot be verified; build it with abuild 2 or later");
            if (!SHA256.HashData(file.AsSpan(end)).AsSpan().SequenceEqual(info.DataHash))
                throw new ApkException(
                    $"{where}: BAD archive: its data does not match the signed SHA-256 (cut off or changed); fetch it again");
            return new PackageArchive(file, end, info, scripts);
        }
        catch (InvalidDataException e)
        {
            throw new ApkException($"{where}: BAD archive: {e.Message}; fetch it again", e);
        }
    }

    private static void VerifyControl(
        ReadOnlySpan<byte> control, List<(string Name, byte[] Signature)> signatures,
        KeyRing keys, string where, ReadOnlyMemory<byte>? checksum)
    {
        if (checksum is { } expected && !Sha1.Hash(control).AsSpan().SequenceEqual(expected.Span))
            throw new ApkException(
                $"{where}: BAD signature: it is not the package of which the index has the checksum; update the index or fetch the package again");
        var problem = SignatureMember.Check(signatures, control, keys);
        if (problem is not null && (checksum is null || problem.StartsWith("BAD", StringComparison.Ordinal)))
            throw new ApkException($"{where}: {problem}");
    }

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
