namespace Router.Image.Apk.Repositories;

/// <summary>
/// A chosen package: what the index says of it, the repository it comes from, the tag (<c>@edge</c>, or null) under which it was chosen.
/// </summary>
public sealed record ResolvedPackage(IndexEntry Entry, ApkRepository Repository, string? Tag)
{
    public string Name => Entry.Description.Name;

    public string Version => Entry.Description.Version;

    /// <summary><c>Q1</c> and the base64 of the first 20 bytes of <see cref="IndexEntry.Checksum"/>.</summary>
    public string Checksum => Entry.ChecksumText;
}
