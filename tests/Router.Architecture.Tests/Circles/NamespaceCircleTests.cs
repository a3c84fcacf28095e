namespace Router.Architecture.Tests.Circles;

/// <summary>Namespaces of a project are layers: what knows another one is not known by it, by no way around either.</summary>
public class NamespaceCircleTests
{
    public static TheoryData<string> Projects() => [.. ProjectAssembly.Projects().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespaces_OfProject_MakeNoCircle(string project)
    {
        var file = ProjectAssembly.File(project);
        Assert.True(File.Exists(file), $"{file} is missing: build Router.sln");
        var arrows = AssemblyArrows.Read(file);
        var circles = arrows.Circles();
        Assert.True(
            circles.Count == 0,
            $"{project}: namespaces know each other in a circle; move a type to the folder where it belongs, or hand in what is needed\n"
            + string.Join('\n', circles.Select(arrows.Describe)));
    }
}
