namespace Router.Boot.Tests.Mesh;

/// <summary>What the console shows of a mesh that carries packets.</summary>
public sealed class ConsoleTests(MeshLab lab) : MeshTest(lab)
{
    [Fact]
    public async Task MonitorMesh_ShowsNhrpDecoded_WhileItPasses()
    {
        await Lab.BeginAsync();
        await Lab.RunAsync("monitor_mesh 0; console 1 mesh purge; until_true 120 monitored 0 'registration request'");
        await Lab.BeginShortcutAsync();
        await Lab.RunAsync("until_true 120 monitored 0 'traffic indication'; until_true 120 monitored 0 'resolution reply'");
        var shown = await Lab.RunAsync("stop_monitor 0");
        Assert.Contains("10.255.0.2", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowMeshPath_SaysHowPacketsGo_BeforeAndAfterTheShortcut()
    {
        await Lab.BeginAsync();
        Assert.Contains("hub", await Lab.RunAsync("console 1 show mesh path 10.128.2.1"), StringComparison.Ordinal);
        await Lab.BeginShortcutAsync();
        var direct = await Lab.RunAsync("console 1 show mesh path 10.128.2.1");
        Assert.Contains(Second, direct, StringComparison.Ordinal);
        await Lab.RunAsync("console 1 mesh purge; until_true 60 no_shortcut 1 2; until_true 120 shows 1 registered show mesh");
        Assert.Contains(Hub, await Lab.RunAsync("console 1 show mesh path 10.128.2.1"), StringComparison.Ordinal);
    }
}
