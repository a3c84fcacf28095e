using System.Runtime.CompilerServices;

namespace Router.Testing;

/// <summary>
/// Compares text with a file in the <c>Golden</c> folder of the test's project; <c>ROUTER_UPDATE_GOLDEN=1</c> writes it
/// instead.
/// </summary>
public static class Golden
{
    /// <exception cref="GoldenException">The text differs, or there is no such file.</exception>
    public static void Verify(string name, string actual, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Folder(testFile), name);
        if (Environment.GetEnvironmentVariable("ROUTER_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }
        var expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (expected != actual)
            throw new GoldenException($"{name} differs (ROUTER_UPDATE_GOLDEN=1 renews it):\n{FirstDifference(expected, actual)}");
    }

    /// <summary>The repository's root, found upward from the test's executable: source paths are mapped in the build.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Router.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"no Router.sln above {AppContext.BaseDirectory}");
    }

    private static string Folder(string testFile)
    {
        var parts = testFile.Split('/');
        return Path.Combine(Root(), "tests", parts[Array.LastIndexOf(parts, "tests") + 1], "Golden");
    }

    private static string FirstDifference(string expected, string actual)
    {
        var (theirs, ours) = (expected.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(theirs.Length, ours.Length))
            .First(i => theirs.ElementAtOrDefault(i) != ours.ElementAtOrDefault(i));
        return $"line {line + 1}\n  expected: {theirs.ElementAtOrDefault(line)}\n  actual:   {ours.ElementAtOrDefault(line)}";
    }
}

public sealed class GoldenException(string message) : Exception(message);
