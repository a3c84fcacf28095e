using System.Text.Json;
using Router.Ctl.Cli;
using Router.Ctl.Config;

namespace Router.Ctl.Tests.Config;

public sealed class RenderVerbTests : IDisposable
{
    private const string Home = """
        version: 1
        system: { hostname: home, users: { anna: { role: files, password: !secret anna } } }
        interfaces:
          wan: { device: "@wan", zone: wan, dhcp: true }
          lan: { bridge: ["@lan"], zone: lan, addresses: [192.168.10.1/24] }
        firewall:
          policies: { lan -> wan: accept }
          nat: { masquerade: [wan] }
        services:
          files: { zones: [lan], shares: { media: { path: media, write: [anna] } } }
        """;

    private const string Board = """
        name: test
        architecture: x86_64
        ports: { wan: eth0, lan: [eth1, eth2] }
        packages: { common: [busybox] }
        disk: { boot: 64MiB, slot: 192MiB, data: 128MiB }
        """;

    private readonly TemporaryFolder folder = new();
    private readonly RecordingTerminal terminal = new();

    public RenderVerbTests()
    {
        folder.Write("home.yaml", Home);
        folder.Write("board.yaml", Board);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Render_Plan_IsThatOfAnEmptyRouter()
    {
        Assert.Equal(ExitCode.Done, await Render("plan"));
        Assert.Contains("+ bridge lan\n", terminal.Out);
        Assert.Contains("~ link eth2 joins lan\n", terminal.Out);
        Assert.Contains("+ address 192.168.10.1/24 on lan\n", terminal.Out);
    }

    [Fact]
    public async Task Render_Nft_IsTheRuleset()
    {
        Assert.Equal(ExitCode.Done, await Render("nft"));
        Assert.Contains("table inet router {", terminal.Out);
        Assert.Contains("masquerade", terminal.Out);
    }

    [Theory]
    [InlineData("files")]
    [InlineData("json")]
    public async Task Render_FilesWithSecrets_KeepThem(string format)
    {
        Assert.Equal(ExitCode.Done, await Render(format));
        Assert.Contains("/etc/samba/smb.conf", terminal.Out);
        Assert.Contains("/etc/samba/smbpasswd", terminal.Out);
        Assert.DoesNotContain(
            "anna:", terminal.Out[terminal.Out.IndexOf("/etc/samba/smbpasswd", StringComparison.Ordinal)..].Split('\n')[1]);
    }

    [Fact]
    public async Task Render_Json_HoldsLinksFirewallAndServices()
    {
        Assert.Equal(ExitCode.Done, await Render("json"));
        var state = JsonDocument.Parse(terminal.Out).RootElement;
        Assert.Equal("home", state.GetProperty("hostname").GetString());
        Assert.Contains(
            state.GetProperty("links").EnumerateArray(),
            l => l.GetProperty("name").GetString() == "lan" && l.GetProperty("kind").GetString() == "bridge");
        Assert.Equal(16, state.GetProperty("firewall").GetProperty("fingerprint").GetString()!.Length);
        Assert.NotEqual(0, state.GetProperty("plan").GetArrayLength());
    }

    [Fact]
    public async Task Render_RolesWithoutABoard_AskForIt()
    {
        Assert.Equal(ExitCode.Input, await terminal.RunAsync(ConfigCommands.Create, "config", "render", folder["home.yaml"]));
        Assert.Contains("--board", terminal.Error);
    }

    [Fact]
    public async Task Render_UnknownBoard_SaysSo()
    {
        Assert.Equal(
            ExitCode.Input, await terminal.RunAsync(ConfigCommands.Create, "config", "render", folder["home.yaml"], "--board", "toaster"));
        Assert.Contains("there is no board toaster", terminal.Error);
    }

    [Fact]
    public async Task Render_WrongDocument_PrintsItsProblems()
    {
        var file = folder.Write("bad.yaml", "version: 1\nsistem: {}\n");
        Assert.Equal(ExitCode.Input, await terminal.RunAsync(ConfigCommands.Create, "config", "render", file));
        Assert.Contains($"{file}:2:1: sistem: unknown key", terminal.Error);
        Assert.Empty(terminal.Out);
    }

    [Fact]
    public async Task Render_UnknownFormat_IsAUsageError() => Assert.Equal(ExitCode.Usage, await Render("pdf"));

    [Fact]
    public async Task Diff_ChangedLeaf_ShowsItBothWays()
    {
        var after = folder.Write("after.yaml", Home.Replace("hostname: home", "hostname: away", StringComparison.Ordinal));
        Assert.Equal(
            ExitCode.Done, await terminal.RunAsync(ConfigCommands.Create, "config", "diff", folder["home.yaml"], after, "--commands"));
        Assert.Equal("set system hostname away\n", terminal.Out);
    }

    [Fact]
    public async Task Explain_Path_SaysWhatMayStandThere()
    {
        Assert.Equal(ExitCode.Done, await terminal.RunAsync(ConfigCommands.Create, "config", "explain", "interfaces", "lan", "mtu"));
        Assert.Contains("number", terminal.Out);
    }

    [Fact]
    public async Task Explain_UnknownPath_IsRefused()
    {
        Assert.Equal(ExitCode.Input, await terminal.RunAsync(ConfigCommands.Create, "config", "explain", "interfaces", "lan", "mtuu"));
        Assert.Contains("mtuu", terminal.Error);
    }

    [Fact]
    public async Task Schema_IsJsonThatNamesTheSections()
    {
        Assert.Equal(ExitCode.Done, await terminal.RunAsync(ConfigCommands.Create, "config", "schema"));
        Assert.True(JsonDocument.Parse(terminal.Out).RootElement.GetProperty("properties").TryGetProperty("firewall", out _));
    }

    private Task<int> Render(string format) =>
        terminal.RunAsync(
            ConfigCommands.Create, "config", "render", folder["home.yaml"], "--board", folder["board.yaml"], "--format", format);
}
