using System.Text;

namespace Router.Image.Apk.Format;

/// <summary>The data tar of a package of v2.</summary>
internal sealed class TarContent(Stream data) : IPackageContent
{
    private readonly TarReader tar = new(data);

    public bool HasSha256 => false;

    public byte[]? Checksum => tar.Records.LastOrDefault(r => r.Key == PaxRecords.ChecksumKey).Value is { Length: 2 * Sha1.Length } text
        ? Convert.FromHexString(Encoding.ASCII.GetString(text))
        : null;

    public IReadOnlyList<(string Name, byte[] Value)> Attributes =>
        [.. tar.Records
            .Where(r => r.Key.StartsWith(PaxRecords.AttributePrefix, StringComparison.Ordinal))
            .Select(r => (r.Key[PaxRecords.AttributePrefix.Length..], r.Value))];

    public TarHeader? Next()
    {
        while (tar.Next() is { } entry)
        {
            if (!IsPassedOver(entry.Name))
                return entry;
        }

        return null;
    }

    public void CopyTo(Stream output) => tar.CopyTo(output);

    public void Dispose() => data.Dispose();

    /// <summary>
    /// Names that begin with a dot are apk's own at the top of a package, and it installs none of them: <c>./usr</c> too.
    /// </summary>
    private static bool IsPassedOver(string name) => name.StartsWith('.') && !PackagePath.Leaves(name.TrimEnd('/'));
}
