namespace Router.Linux.Tests.Services;

public sealed class SquidScriptTests
{
    private const string Conf = "/etc/squid/squid.conf";
    private const string WithCache = "cache_dir ufs /data/squid 64 4 64\npid_filename /run/squid.pid\n";

    [Fact]
    public async Task Reload_CacheIsNew_MakesItsFoldersFirst()
    {
        using var system = new Temporary();
        var script = new ServiceScript(system, "squid").With("squid");
        system.Write(Conf, WithCache);
        Assert.True(await script.RunAsync("reload"));
        Assert.Equal(
            [
                "squid -z -N -f /run/router/squid-cache.conf",
                "  cache_dir ufs /data/squid 64 4 64",
                "  pid_filename none",
                $"squid -k reconfigure -f {Conf}",
                .. Indented()
            ],
            script.Take());
        Assert.Empty(Directory.GetFiles(system.InRoot("/run/router")));
    }

    [Fact]
    public async Task Reload_CacheCannotBeMade_LeavesTheRunningOneAlone()
    {
        using var system = new Temporary();
        var script = new ServiceScript(system, "squid").With("squid");
        system.Write(Conf, WithCache);
        system.Write("/fail-squid", "");
        Assert.False(await script.RunAsync("reload"));
        Assert.DoesNotContain(script.Take(), line => line.Contains("reconfigure", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pid_filename /run/squid.pid\n", false)]
    [InlineData(WithCache, true)]
    public async Task Reload_NoCacheOrWholeOne_MakesNone(string conf, bool whole)
    {
        using var system = new Temporary();
        var script = new ServiceScript(system, "squid").With("squid");
        system.Write(Conf, conf);
        if (whole)
            Directory.CreateDirectory(system.InRoot("/data/squid/03/3F"));
        Assert.True(await script.RunAsync("reload"));
        Assert.Equal($"squid -k reconfigure -f {Conf}", script.Take()[0]);
    }

    [Fact]
    public async Task Start_CacheCutOffHalfMade_IsMadeWhole()
    {
        using var system = new Temporary();
        var script = new ServiceScript(system, "squid").With("squid");
        system.Write(Conf, WithCache);
        Directory.CreateDirectory(system.InRoot("/data/squid/00/00"));
        Assert.True(await script.RunAsync("start_pre"));
        Assert.Contains("squid -z -N -f /run/router/squid-cache.conf", script.Take());
    }

    private static IEnumerable<string> Indented() => WithCache.TrimEnd().Split('\n').Select(line => $"  {line}");
}
