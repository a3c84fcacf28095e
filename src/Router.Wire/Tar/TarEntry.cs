namespace Router.Wire.Tar;

/// <summary>What an entry of an archive makes. Hard links, devices and pipes are none of these: a reader refuses them.</summary>
public enum TarKind
{
    File,
    Folder,
    SymbolicLink,
}

/// <summary>
/// One entry of a tar archive. <paramref name="Path"/>: relative, parts separated by single slashes, none of them <c>.</c> or <c>..</c>.
/// </summary>
public sealed record TarEntry(string Path, TarKind Kind)
{
    /// <summary>The lower 12 bits.</summary>
    public int Mode { get; init; }

    /// <summary>Of a file.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Of a link: where it leads. Nobody has checked it.</summary>
    public string Target { get; init; } = "";

    /// <summary>What is wrong with a path, to follow it; null: nothing.</summary>
    public static string? Problem(string path) => path switch
    {
        "" => "is no path",
        _ when path.StartsWith('/') => "is an absolute path",
        _ when path.Length > LongestPath => $"is longer than {LongestPath} characters",
        _ when path.Any(c => char.IsControl(c) || c == '\uFFFD') => "has characters that are no text",
        _ when path.Split('/').Contains("..") => "leads out of the archive",
        _ when path.Split('/').Any(part => part is "" or ".") => "has an empty part",
        _ => null,
    };

    private const int LongestPath = 1024;
}
