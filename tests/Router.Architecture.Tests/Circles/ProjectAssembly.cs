using System.Xml.Linq;

namespace Router.Architecture.Tests.Circles;

/// <summary>The projects of the repository, and where each was built to.</summary>
internal static class ProjectAssembly
{
    private static readonly string Root = RepositoryRoot.Find();

    /// <summary>Project files below <c>src</c> and <c>tests</c>, relative to the repository.</summary>
    public static IEnumerable<string> Projects() =>
        from folder in (string[])["src", "tests"]
        from file in Directory.GetFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories)
        select Path.GetRelativePath(Root, file);

    /// <summary>Built as these tests were: the same configuration and framework.</summary>
    public static string File(string project)
    {
        var folder = Path.Combine(Root, Path.GetDirectoryName(project)!);
        var name = XDocument.Load(Path.Combine(Root, project)).Descendants("AssemblyName").SingleOrDefault()?.Value
            ?? Path.GetFileNameWithoutExtension(project);
        var output = Path.GetRelativePath(Path.Combine(Root, "tests", "Router.Architecture.Tests"), AppContext.BaseDirectory);
        return Path.Combine(folder, output, name + ".dll");
    }
}
