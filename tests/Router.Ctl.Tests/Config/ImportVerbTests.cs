using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Router.Ctl.Cli;
using Router.Ctl.Config;
using Router.Ctl.Tests.Importing;

namespace Router.Ctl.Tests.Config;

public sealed class ImportVerbTests : IDisposable
{
    private const string Board = """
        name: test
        architecture: x86_64
        ports: { wan: eth0, lan: [eth1, eth2] }
        packages: { common: [busybox] }
        disk: { boot: 64MiB, slot: 192MiB, data: 128MiB }
        """;

    private readonly TemporaryFolder folder = new();
    private readonly RecordingTerminal terminal = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Import_Folder_PrintsADocumentThatPassesTheCheck()
    {
        Assert.Equal(ExitCode.Done, await Import(Folder()));
        Assert.Contains("addresses: [192.168.1.1/24,", terminal.Out);
        Assert.Contains("lines: said ", terminal.Error);
        var check = new RecordingTerminal();
        Assert.Equal(ExitCode.Done, await check.RunAsync(ConfigCommands.Create, "config", "check", folder.Write("out.yaml", terminal.Out)));
    }

    [Theory]
    [InlineData(true, "./")]
    [InlineData(false, "")]
    public async Task Import_Archive_IsTheSameAsItsFolder(bool packed, string prefix)
    {
        Assert.Equal(ExitCode.Done, await Import(Folder()));
        var archive = new RecordingTerminal();
        Assert.Equal(ExitCode.Done, await archive.RunAsync(ConfigCommands.Create, "config", "import", "openwrt", Archive(packed, prefix)));
        Assert.Equal((terminal.Out, terminal.Error), (archive.Out, archive.Error));
    }

    [Fact]
    public async Task Import_Board_GivesItsPortsAndTheReportGoesToItsFile()
    {
        var report = folder["report.txt"];
        Assert.Equal(ExitCode.Done, await Import(Folder(), "--board", folder.Write("board.yaml", Board), "--report", report));
        Assert.Contains("device: \"@wan\" # network.wan.device, etc/config/network:", terminal.Out);
        Assert.Contains("bridge: [\"@lan\"] #", terminal.Out);
        Assert.Empty(terminal.Error);
        Assert.Contains(": contradicts: ", File.ReadAllText(report));
    }

    [Fact]
    public async Task Import_Json_IsTheDocumentWithEachLine()
    {
        Assert.Equal(ExitCode.Done, await Import(Folder(), "--json"));
        var json = JsonDocument.Parse(terminal.Out).RootElement;
        Assert.StartsWith("# Imported from OpenWrt", json.GetProperty("document").GetString());
        var counts = json.GetProperty("counts").EnumerateObject().Sum(count => count.Value.GetInt32());
        Assert.Equal(counts, json.GetProperty("lines").GetArrayLength());
        Assert.Equal("wg0-key", json.GetProperty("secrets")[0].GetProperty("name").GetString());
        Assert.Empty(terminal.Error);
    }

    [Theory]
    [InlineData("nowhere", "there is no such folder or archive")]
    [InlineData("empty", "there is no configuration in it")]
    [InlineData("noise", "it is no archive, or is damaged")]
    [InlineData("cut.tar.gz", "it is no archive, or is damaged")]
    public async Task Import_NothingToRead_IsSaidAndExitsWith1(string name, string message)
    {
        Directory.CreateDirectory(folder["empty"]);
        folder.Write("noise", new string('x', 5000));
        var whole = File.ReadAllBytes(Archive(packed: true, ""));
        File.WriteAllBytes(folder["cut.tar.gz"], whole[..(whole.Length / 2)]);
        Assert.Equal(ExitCode.Input, await Import(folder[name]));
        Assert.Contains(message, terminal.Error);
        Assert.Empty(terminal.Out);
    }

    [Fact]
    public async Task Import_Help_HasAnExample()
    {
        Assert.Equal(ExitCode.Done, await terminal.RunAsync(ConfigCommands.Create, "config", "import", "openwrt", "--help"));
        Assert.Contains("import openwrt backup.tar.gz --board",
            string.Join(' ', terminal.Out.Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries)));
    }

    private Task<int> Import(params string[] args) =>
        terminal.RunAsync(ConfigCommands.Create, ["config", "import", "openwrt", .. args]);

    private string Folder()
    {
        Directory.CreateDirectory(folder["router/etc/config"]);
        foreach (var (name, text) in Samples.Home)
            File.WriteAllText(folder[$"router/etc/config/{name}"], text);
        return folder["router"];
    }

    private string Archive(bool packed, string prefix)
    {
        var path = folder[packed ? "backup.tar.gz" : "backup.tar"];
        using var file = File.Create(path);
        using var stream = packed ? new GZipStream(file, CompressionLevel.Fastest) : (Stream)file;
        using var tar = new TarWriter(stream);
        foreach (var (name, text) in Samples.Home.Append(("firewall-opkg", "config zone\n")))
            tar.WriteEntry(FileOf($"{prefix}etc/config/{name}", text));
        tar.WriteEntry(FileOf($"{prefix}etc/passwd", "root:x"));
        return path;
    }

    private static UstarTarEntry FileOf(string name, string text) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) };
}
