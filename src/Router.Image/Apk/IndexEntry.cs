namespace Router.Image.Apk;

/// <summary>
/// What an index says of a package. <paramref name="Checksum"/> is the SHA-1 of the compressed control segment (20 bytes);
/// sizes are bytes: of the package file, and of its content when installed.
/// </summary>
public sealed record IndexEntry(PackageDescription Description, ReadOnlyMemory<byte> Checksum, long PackageSize, long InstalledSize)
{
    /// <summary><c>NAME-VERSION.apk</c>, the file in the repository's folder.</summary>
    public string FileName => $"{Description.Name}-{Description.Version}.apk";
}
