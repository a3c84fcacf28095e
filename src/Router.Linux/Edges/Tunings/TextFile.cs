using Router.Linux.Edges.Files;

namespace Router.Linux.Edges.Tunings;

/// <summary>Small files of the kernel.</summary>
internal static class TextFile
{
    private const int Longest = 1 << 14;

    /// <summary>Null: there is none, or the kernel does not say what it has.</summary>
    public static string? Read(string path) => SmallFile.TryRead(path, Longest)?.Trim();
}
