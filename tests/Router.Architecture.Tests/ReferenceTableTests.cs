using System.Xml.Linq;

namespace Router.Architecture.Tests;

/// <summary>The table in <c>src/README.md</c> is what the project files say, and the other way round.</summary>
public class ReferenceTableTests
{
    private static readonly string Root = RepositoryRoot.Find();

    public static TheoryData<string> Projects() =>
        [.. Directory.GetDirectories(Path.Combine(Root, "src"), "Router.*")
            .Select(d => Path.GetFileName(d)!)
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_OfProject_AreThoseOfTheTable(string project)
    {
        var row = Row(project);
        var named = Names(row[2]).Select(name => $"Router.{name}");
        Assert.Equal(
            named.Order(StringComparer.Ordinal),
            Includes(project, "ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Packages_OfProject_AreThoseOfTheTable(string project)
    {
        var allowed = Names(row: Row(project)[3]).ToList();
        var used = Includes(project, "PackageReference").ToList();
        Assert.All(
            used, package => Assert.Contains(allowed, name => package == name || package.StartsWith(name + ".", StringComparison.Ordinal)));
        Assert.All(
            allowed, name => Assert.Contains(used, package => package == name || package.StartsWith(name + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void Packages_InAllProjects_HaveCentralVersionsAndLockFiles()
    {
        foreach (var file in Directory.GetFiles(Root, "*.csproj", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(XDocument.Load(file).Descendants("PackageReference"), p => p.Attribute("Version") is not null);
            Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(file)!, "packages.lock.json")), $"{file} has no lock file");
        }
    }

    [Fact]
    public void TopLevel_Entries_AreThoseOfTheLayout()
    {
        string[] allowed =
        [
            "firmware", "src", "tests", "boards", "configs", "Router.sln", "README.md", "build.sh", "artifacts", "TestResults",
            "Directory.Build.props", "Directory.Packages.props", "global.json", "LICENSE",
        ];
        var entries = Directory.GetFileSystemEntries(Root).Select(e => Path.GetFileName(e)!).Where(e => !e.StartsWith('.'));
        Assert.Empty(entries.Except(allowed));
    }

    [Theory]
    [InlineData("firmware")]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("boards")]
    [InlineData("configs")]
    public void TopLevelFolder_HasAReadme_ThatSaysWhatLivesThere(string folder) =>
        Assert.True(new FileInfo(Path.Combine(Root, folder, "README.md")) is { Exists: true, Length: > 200 });

    private static string[] Row(string project)
    {
        var line = File.ReadLines(Path.Combine(Root, "src", "README.md"))
            .SingleOrDefault(l => l.StartsWith($"| `{project}` |", StringComparison.Ordinal));
        Assert.True(line is not null, $"src/README.md has no row for {project}");
        return [.. line.Split('|')[1..^1].Select(cell => cell.Trim())];
    }

    /// <summary><c>A, B and its sinks (a remark)</c> names A and B.</summary>
    private static IEnumerable<string> Names(string row) =>
        row.Split(',').Select(cell => cell.Trim().Split(' ')[0]).Where(name => name.Length > 1);

    private static IEnumerable<string> Includes(string project, string element) =>
        XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj"))
            .Descendants(element)
            .Select(e => e.Attribute("Include")!.Value);
}
