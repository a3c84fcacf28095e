namespace Router.Image.Apk;

/// <summary>Keeps verified packages, so that they are fetched once.</summary>
public interface IPackageCache
{
    /// <summary>Null: the package is not kept. What comes back is verified again by whoever asks.</summary>
    byte[]? Find(IndexEntry entry);

    /// <summary>Keeps a package's file.</summary>
    /// <exception cref="ApkException">It cannot be written.</exception>
    void Keep(IndexEntry entry, byte[] file);
}
