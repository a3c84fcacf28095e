namespace Router.Architecture.Tests;

/// <summary>Pure projects stay pure: what touches sockets, files and processes lives in folders named Edges.</summary>
public class EdgesTests
{
    private static readonly string[] Pure = ["Router.Core", "Router.Wire", "Router.Mesh"];

    private static readonly string[] Forbidden =
    [
        "File.Open", "File.Read", "File.Write", "Directory.", "Process.Start", "new Socket(", "LibraryImport", "DateTime.Now",
        "DateTime.UtcNow", "Environment.TickCount", "Thread.", "HttpClient", "Console.Write",
    ];

    [Fact]
    public void PureProjects_TouchNothingOutside()
    {
        var root = Path.Combine(RepositoryRoot.Find(), "src");
        var offences =
            from project in Pure
            from file in Directory.GetFiles(Path.Combine(root, project), "*.cs", SearchOption.AllDirectories)
            where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            from line in File.ReadLines(file)
            where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
            from word in Forbidden
            where line.Contains(word, StringComparison.Ordinal)
            select $"{Path.GetRelativePath(root, file)}: {line.Trim()}";
        Assert.Empty(offences);
    }
}
