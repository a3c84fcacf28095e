using System.Text.RegularExpressions;

namespace Router.Architecture.Tests;

/// <summary>Pure projects stay pure: what touches sockets, files and processes lives in folders named Edges.</summary>
public partial class EdgesTests
{
    private static readonly string[] Pure =
        ["Router.Documents", "Router.Core", "Router.Features", "Router.Wire", "Router.Mesh", "Router.Bundles"];

    [GeneratedRegex("\\b(File\\.(Open|Read|Write)|Directory\\.[A-Z]|Process\\.Start|new Socket\\(|LibraryImport|DateTime\\.(Now|UtcNow)"
        + "|Environment\\.TickCount|Thread\\.|HttpClient|Console\\.Write)")]
    private static partial Regex Forbidden();

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
            where Forbidden().IsMatch(line)
            select $"{Path.GetRelativePath(root, file)}: {line.Trim()}";
        Assert.Empty(offences);
    }
}
