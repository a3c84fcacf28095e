namespace Router.Linux.Tests.Services;

public sealed class BgpdScriptTests
{
    private const string Conf = "/etc/frr/bgpd.conf";
    private const string Vtysh = "/usr/bin/vtysh";

    [Fact]
    public async Task Reload_LinksInTheFolderOfTheDaemons_AreNotFollowed()
    {
        using var system = new Temporary();
        var script = await StartedAsync(system);
        system.Write("/etc/victim", "root's\n");
        foreach (var name in (string[])["bgpd.running", "bgpd.changes", "running", "changes"])
        {
            Directory.CreateDirectory(system.InRoot("/run/frr"));
            File.CreateSymbolicLink(system.InRoot($"/run/frr/{name}"), system.InRoot("/etc/victim"));
        }
        system.Write(Conf, "log syslog warnings\nrouter bgp 65000\n no bgp default ipv4-unicast\n");
        Assert.True(await script.RunAsync("reload"));
        Assert.Equal("root's\n", File.ReadAllText(system.InRoot("/etc/victim")));
        Assert.Equal(
            ["vtysh -d bgpd -f /run/router/bgpd/changes", "  router bgp 65000", "  no bgp default ipv4-unicast", "  exit"], script.Take());
    }

    [Fact]
    public async Task Reload_AfterAChangeThatWasTakenInPart_ReadsTheWholeAnew()
    {
        using var system = new Temporary();
        var script = await StartedAsync(system);
        system.Write(Conf, "log syslog warnings\nrouter bgp 65001\n");
        system.Write("/fail-vtysh", "");
        Assert.False(await script.RunAsync("reload"));
        script.Take();
        File.Delete(system.InRoot("/fail-vtysh"));
        // As the undo of the commit does: the file of before, and a reload.
        system.Write(Conf, "log syslog warnings\nrouter bgp 65000\n");
        Assert.True(await script.RunAsync("reload"));
        Assert.Equal(["supervise-daemon bgpd --signal TERM"], script.Take());
        Assert.True(await script.RunAsync("reload"));
        Assert.Contains("vtysh -d bgpd -f /run/router/bgpd/changes", script.Take());
    }

    private static async Task<ServiceScript> StartedAsync(Temporary system)
    {
        var script = new ServiceScript(system, "bgpd").With(Vtysh, "supervise-daemon");
        system.Write(Conf, "log syslog warnings\nrouter bgp 65000\n");
        Assert.True(await script.RunAsync("start_pre"));
        Assert.Empty(script.Take());
        return script;
    }
}
