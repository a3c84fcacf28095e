namespace Router.Image.Apk.Format;

/// <summary>Paths inside packages: relative, of plain parts. Anything else could leave the root tree.</summary>
internal static class PackagePath
{
    public static bool IsSafe(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty || path.IndexOfAnyInRange('\0', '\x1f') >= 0 || path.Contains('\x7f'))
            return false;
        foreach (var range in path.Split('/'))
        {
            var part = path[range];
            if (part.IsEmpty || part is "." or "..")
                return false;
        }

        return true;
    }

    /// <summary>Whether it would, or might, lead out of the root tree.</summary>
    public static bool Leaves(ReadOnlySpan<char> path)
    {
        if (path.StartsWith('/'))
            return true;
        foreach (var range in path.Split('/'))
        {
            if (path[range] is "..")
                return true;
        }

        return false;
    }

    public static void Check(string path)
    {
        if (!IsSafe(path))
            throw new ArgumentException($"'{path}' is not a path of a package: relative, without empty, '.' and '..' parts", nameof(path));
    }
}

/// <summary>Orders paths part by part: a directory comes directly before what is in it.</summary>
internal sealed class PathOrder : IComparer<string>
{
    public static readonly PathOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x, b = y;
        var common = a.CommonPrefixLength(b);
        if (common == a.Length || common == b.Length)
            return a.Length - b.Length;
        var (left, right) = (a[common], b[common]);
        return left == '/' ? -1 : right == '/' ? 1 : left - right;
    }
}
