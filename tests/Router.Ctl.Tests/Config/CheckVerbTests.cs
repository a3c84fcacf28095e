using System.Text;
using System.Text.Json;
using Router.Ctl.Cli;
using Router.Ctl.Config;

namespace Router.Ctl.Tests.Config;

public sealed class CheckVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private const string PublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8oEqVqaEs2YmDCKH7dcVPkYD9gbvRqoxSDwPCUPMlF a@b";

    [Fact]
    public async Task Check_GoodDocument_PrintsNothing()
    {
        var terminal = new RecordingTerminal();
        Assert.Equal(
            ExitCode.Done,
            await Check(
                terminal,
                folder.Write(
                    "good.yaml",
                    $"version: 1\nsystem: {{ hostname: home, users: {{ anna: {{ role: admin, keys: ['{PublicKey}'] }} }} }}\n")));
        Assert.Empty(terminal.Out + terminal.Error);
    }

    [Fact]
    public async Task Check_TwoProblems_AreALineEachWithPlaceAndPath()
    {
        var terminal = new RecordingTerminal();
        var file = folder.Write("bad.yaml", "version: 1\nsystem:\n  hostnam: home\ninterfaces: { lan: { mtu: many } }\n");
        Assert.Equal(ExitCode.Input, await Check(terminal, file));
        var lines = terminal.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"{file}:3:3: system hostnam: ", lines[0]);
        Assert.StartsWith($"{file}:4:27: interfaces lan mtu: ", lines[1]);
    }

    [Fact]
    public async Task Check_WhatARouterWouldRemark_IsANoteWithItsPlace()
    {
        var file = folder.Write(
            "note.yaml",
            $"version: 1\nfirewall:\n  sets:\n    block: [10.0.0.0/8]\nsystem: {{ users: {{ anna: {{ role: admin, keys: ['{PublicKey}'] }} }} }}\n");
        var text = new RecordingTerminal();
        Assert.Equal(ExitCode.Done, await Check(text, file));
        Assert.StartsWith($"{file}:4:5: firewall sets block: note: no rule uses it", text.Out);

        var json = new RecordingTerminal();
        Assert.Equal(ExitCode.Done, await Check(json, file, "--json"));
        var check = JsonDocument.Parse(json.Out).RootElement[0];
        Assert.Equal(0, check.GetProperty("problems").GetArrayLength());
        Assert.Equal(
            (4, "firewall sets block"),
            (check.GetProperty("advice")[0].GetProperty("line").GetInt32(),
                check.GetProperty("advice")[0].GetProperty("path").GetString()));
    }

    [Fact]
    public async Task Check_ManyProblems_PrintsTheFirstHundredAndCounts()
    {
        var terminal = new RecordingTerminal();
        var keys = string.Concat(Enumerable.Range(0, 250).Select(i => $"nonsense{i}: 1\n"));
        Assert.Equal(ExitCode.Input, await Check(terminal, folder.Write("many.yaml", "version: 1\n" + keys)));
        var lines = terminal.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(101, lines.Length);
        Assert.EndsWith("and 150 problems more, 250 in all", lines[^1]);
    }

    [Fact]
    public async Task Check_Json_HasEveryFileWithItsProblems()
    {
        var terminal = new RecordingTerminal();
        var good = folder.Write("good.yaml", "version: 1\n");
        var bad = folder.Write("bad.yaml", "version: 1\nsistem: {}\n");
        Assert.Equal(ExitCode.Input, await Check(terminal, good, bad, "--json"));
        var files = JsonDocument.Parse(terminal.Out).RootElement;
        Assert.Equal(0, files[0].GetProperty("problems").GetArrayLength());
        var problem = files[1].GetProperty("problems")[0];
        Assert.Equal(
            (bad, "sistem", 2),
            (files[1].GetProperty("file").GetString(), problem.GetProperty("path").GetString(), problem.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task Check_StandardInput_IsADash()
    {
        var terminal = new RecordingTerminal { Input = "version: 0\n"u8.ToArray() };
        Assert.Equal(ExitCode.Input, await Check(terminal, "-"));
        Assert.StartsWith("-:1:10: version: ", terminal.Out);
    }

    [Theory]
    [InlineData("missing", "there is no such file")]
    [InlineData("folder", "it is a folder")]
    [InlineData("binary", "not a text file")]
    [InlineData("huge", "more than 16,777,216 bytes")]
    [InlineData("bomb", "anchors (&name) are not taken")]
    [InlineData("deep", "nested more than")]
    public async Task Check_FileThatIsNoDocument_IsOneProblem(string name, string message)
    {
        Prepare();
        var terminal = new RecordingTerminal();
        Assert.Equal(ExitCode.Input, await Check(terminal, folder[name]));
        Assert.Contains(message, Assert.Single(terminal.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Check_ControlCharactersInAName_DoNotReachTheTerminal()
    {
        var terminal = new RecordingTerminal();
        Assert.Equal(ExitCode.Input, await Check(terminal, folder.Write("evil.yaml", "version: 1\n\"\\e[31mred\\nline\": 1\n")));
        Assert.DoesNotContain('\e', terminal.Out);
        Assert.Single(terminal.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private void Prepare()
    {
        Directory.CreateDirectory(folder["folder"]);
        File.WriteAllBytes(folder["binary"], [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0]);
        using (var huge = File.Create(folder["huge"]))
            huge.SetLength(100 << 20);
        var bomb = new StringBuilder("a: &a [x, x]\n");
        for (var c = 'b'; c < 'z'; c++)
            bomb.Append($"{c}: &{c} [*{(char)(c - 1)}, *{(char)(c - 1)}]\n");
        folder.Write("bomb", bomb.ToString());
        folder.Write("deep", new string('[', 100_000));
    }

    private static Task<int> Check(RecordingTerminal terminal, params string[] args) =>
        terminal.RunAsync(ConfigCommands.Create, ["config", "check", .. args]);
}
