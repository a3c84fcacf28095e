namespace Router.Image.Apk;

/// <summary>Where a repository's files come from: a folder, a web server, memory.</summary>
public interface IPackageSource
{
    /// <summary>The folder or address, for messages.</summary>
    string Location { get; }

    /// <summary>
    /// The last file was put together from parts of several answers, which may be of several versions of it: one that does not verify is
    /// worth a second reading.
    /// </summary>
    bool IsPieced => false;

    /// <summary>The bytes of a file beside the index, or of the index itself.</summary>
    /// <param name="architecture">
    /// Of the package: where the repository has a folder for each architecture, the file is in that one; null: beside the index.
    /// </param>
    /// <exception cref="ApkException">It is missing or cannot be reached; the message says what to do.</exception>
    byte[] Read(string fileName, string? architecture = null);

    /// <summary>The first of the files that is there, beside the index; the message says what to do where none is.</summary>
    /// <exception cref="ApkException">None is there, or it cannot be reached.</exception>
    (string FileName, byte[] Content) ReadFirst(IReadOnlyList<string> fileNames);
}
