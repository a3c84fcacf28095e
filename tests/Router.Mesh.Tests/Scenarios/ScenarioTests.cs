using Router.Testing;

namespace Router.Mesh.Tests.Scenarios;

/// <summary>
/// Timelines: what was done stands at the line's start, what came of it below, indented. They are replayed and have to come
/// out the same; <c>ROUTER_UPDATE_GOLDEN=1</c> records them again.
/// </summary>
public class ScenarioTests
{
    private static readonly string Folder = Path.Combine(Golden.Root(), "tests", "Router.Mesh.Tests", "Scenarios");

    public static TheoryData<string> Scenarios() =>
        [.. Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Scenario_Replayed_IsAsRecorded(string name)
    {
        var path = Path.Combine(Folder, name + ".txt");
        var recorded = File.ReadAllText(path);
        var replayed = new ScenarioPlayer().Play(recorded);
        if (Environment.GetEnvironmentVariable("ROUTER_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, replayed);
        else
            Assert.Equal(recorded, replayed);
    }
}
