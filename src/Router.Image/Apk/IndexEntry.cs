namespace Router.Image.Apk;

/// <summary>
/// What an index says of a package. <paramref name="Checksum"/> is the SHA-1 of the compressed control segment (20 bytes), or of v3 the
/// SHA-256 of the ADB block (32 bytes); sizes are bytes: of the package file, and of its content when installed.
/// </summary>
public sealed record IndexEntry(PackageDescription Description, ReadOnlyMemory<byte> Checksum, long PackageSize, long InstalledSize)
{
    /// <summary><c>NAME-VERSION.apk</c>, the file in the repository's folder.</summary>
    public string FileName => $"{Description.Name}-{Description.Version}.apk";

    /// <summary>The checksum as apk's texts have it: <c>Q1</c> and 20 bytes in base64.</summary>
    public string ChecksumText => "Q1" + Convert.ToBase64String(Checksum.Span[..Math.Min(20, Checksum.Length)]);
}
