namespace Router.Image.Apk;

/// <summary>Where a repository's files come from: a folder, a web server, memory.</summary>
public interface IPackageSource
{
    /// <summary>The folder or address, for messages.</summary>
    string Location { get; }

    /// <summary>The bytes of a file beside the index, or of the index (<c>APKINDEX.tar.gz</c>) itself.</summary>
    /// <exception cref="ApkException">It is missing or cannot be reached; the message says what to do.</exception>
    byte[] Read(string fileName);
}
