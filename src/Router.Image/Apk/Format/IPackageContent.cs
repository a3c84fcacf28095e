namespace Router.Image.Apk.Format;

/// <summary>The files and directories of a package, one after the other, whatever form the package has.</summary>
internal interface IPackageContent : IDisposable
{
    /// <summary>Checksums in this package are the first 20 bytes of SHA-256, otherwise SHA-1.</summary>
    bool HasSha256 { get; }

    /// <summary>Of the current entry: the checksum that the package declares for its content (20 bytes); null: none.</summary>
    byte[]? Checksum { get; }

    /// <summary>Extended attributes of the current entry.</summary>
    IReadOnlyList<(string Name, byte[] Value)> Attributes { get; }

    /// <summary>Null: that was all.</summary>
    TarHeader? Next();

    /// <summary>Copies the current entry's content.</summary>
    void CopyTo(Stream output);
}
