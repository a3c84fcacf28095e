using System.Text.Json;
using Router.Api;
using Router.Api.Contract;
using Router.Api.Edges;
using Router.Api.Limits;
using Router.Bundles;
using Router.Bundles.Receiving;
using Router.Console.Lines;
using Router.Console.Rendering;
using Router.Console.Sessions;
using Router.Console.Shell;
using Router.Console.Verbs;
using Router.Testing;
using Router.Testing.Bundles;

namespace Router.Console.Tests;

public sealed class UpgradeTests : IDisposable
{
    private static readonly TestBundle Made = new();

    private static readonly byte[] Bundle = Made.ToBytes();

    /// <summary>Where curl looks for certificates that it trusts.</summary>
    private const string TrustedVariable = "CURL_CA_BUNDLE";

    private readonly string folder = Directory.CreateTempSubdirectory("upgrade-").FullName;
    private readonly MemorySlot slot = new(300_000);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("upgrade")]
    [InlineData("upgrade -")]
    public async Task Upgrade_FromStandardInput_WritesTheSlotAndRestarts(string line)
    {
        var terminal = new ScriptedTerminal { Input = Bundle };
        var (code, daemon) = await RunAsync(terminal, line, MemorySource.Nothing);
        Assert.Equal(0, code);
        Assert.NotNull(slot.Armed);
        Assert.True(daemon.Finished!.Restart);
        Assert.Equal(
            [
                "looking at what of it is here already",
                $"slot b, version 1.2.3, release 8: of {daemon.Came} bytes {daemon.Came} are lacking, 0 were copied from what runs",
            ],
            terminal.Screen.Split('\n')[..2]);
        Assert.Contains($"100 %  {daemon.Came} of {daemon.Came} bytes\n", terminal.Screen, StringComparison.Ordinal);
        Assert.EndsWith(
            "slot b is version 1.2.3, release 8: the router restarts and tries it\n", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upgrade_FromAFile_SendsWhatIsLackingAlone()
    {
        var file = Path.Combine(folder, "router.bundle");
        await File.WriteAllBytesAsync(file, Bundle, TestContext.Current.CancellationToken);
        var (code, daemon) = await RunAsync(new ScriptedTerminal(), $"upgrade {file} --no-reboot", RunningOther());
        Assert.Equal(0, code);
        Assert.NotNull(slot.Armed);
        Assert.False(daemon.Finished!.Restart);
        Assert.InRange(daemon.Came, 1, 2 * TestBundle.Sizes.Largest);
    }

    [Theory]
    [InlineData(true, false, "")]
    [InlineData(true, true, "")]
    [InlineData(false, false, "")]
    [InlineData(true, false, "moved")]
    public async Task Upgrade_FromAServer_FetchesWhatIsLackingAlone(bool ranges, bool closes, string place)
    {
        using var server = new FileServer(Bundle, ranges) { Closes = closes };
        var address = place.Length == 0 ? server.Address : server.Address.Replace("router.bundle", place, StringComparison.Ordinal);
        var (code, daemon) = await RunAsync(new ScriptedTerminal(), $"upgrade {address}", RunningOther());
        Assert.Equal(0, code);
        Assert.NotNull(slot.Armed);
        Assert.InRange(daemon.Came, 1, 2 * TestBundle.Sizes.Largest);
    }

    /// <summary>By a certificate that the router trusts; one that nobody knows, and one of another server, are refused.</summary>
    [Theory]
    [InlineData("127.0.0.1", true, 0)]
    [InlineData("127.0.0.1", false, ExitCodes.Machine)]
    [InlineData("127.0.0.2", true, ExitCodes.Machine)]
    public async Task Upgrade_OverTls_IsTakenFromWhoHasTheRightCertificate(string name, bool isTrusted, int expected)
    {
        using var certificate = ServerCertificate.For(name);
        var trusted = Path.Combine(folder, "trusted.pem");
        await File.WriteAllTextAsync(trusted, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        Environment.SetEnvironmentVariable(TrustedVariable, isTrusted ? trusted : null);
        try
        {
            using var server = new FileServer(Bundle, ranges: true) { Certificate = certificate };
            var terminal = new ScriptedTerminal();
            var (code, daemon) = await RunAsync(terminal, $"upgrade {server.Address}", RunningOther());
            Assert.Equal(expected, code);
            Assert.Equal(expected == 0, daemon.Came > 0);
            if (expected != 0)
                Assert.Contains("certificate", terminal.Screen, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(TrustedVariable, null);
        }
    }

    [Fact]
    public async Task Upgrade_FromAServerWhoseLineBreaks_KeepsWhatCame()
    {
        using (var server = new FileServer(Bundle, ranges: true) { EndsAt = Bundle.Length - 60_000 })
        {
            var terminal = new ScriptedTerminal();
            Assert.Equal(ExitCodes.Wrong, (await RunAsync(terminal, $"upgrade {server.Address}", MemorySource.Nothing)).Code);
            Assert.Contains("upgrade again: what came is kept", terminal.Screen, StringComparison.Ordinal);
            Assert.Null(slot.Armed);
        }
        using var whole = new FileServer(Bundle, ranges: true);
        var (code, daemon) = await RunAsync(new ScriptedTerminal(), $"upgrade {whole.Address}", MemorySource.Nothing);
        Assert.Equal(0, code);
        Assert.InRange(daemon.Came, 60_000, 60_000 + (2 * TestBundle.Sizes.Largest));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/x")]
    [InlineData("http://nowhere.invalid/x")]
    public async Task Upgrade_FromNoServer_SaysSo(string address)
    {
        var terminal = new ScriptedTerminal();
        Assert.Equal(ExitCodes.Machine, (await RunAsync(terminal, $"upgrade {address}", MemorySource.Nothing)).Code);
        Assert.Contains($"error: {address}: ", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upgrade_WhatIsNotThere_SaysSo()
    {
        using var server = new FileServer(Bundle, ranges: true);
        foreach (var (place, message, exit) in new[]
        {
            (server.Address + "x", "the server answered 404", ExitCodes.Machine),
            ("/nowhere/x.bundle", "cannot read /nowhere/x.bundle", ExitCodes.Wrong),
            ("https://127.0.0.1:1/x.bundle", "https://127.0.0.1:1/x.bundle: Failed to connect", ExitCodes.Machine),
        })
        {
            var terminal = new ScriptedTerminal();
            Assert.Equal(exit, (await RunAsync(terminal, $"upgrade {place}", MemorySource.Nothing)).Code);
            Assert.Contains(message, terminal.Screen, StringComparison.Ordinal);
        }
        Assert.False(slot.WasDisarmed);
    }

    [Fact]
    public async Task Upgrade_WhatIsNoBundleOrCutOff_SaysSo()
    {
        foreach (var (input, message) in new[]
        {
            ("something else"u8.ToArray(), "the bundle is not taken: it is no bundle"),
            (Bundle[..20], "the bundle is not taken: it is cut off after 20 bytes"),
            (Bundle[..^1], "upgrade again: what came is kept"),
        })
        {
            var terminal = new ScriptedTerminal { Input = input };
            Assert.Equal(ExitCodes.Wrong, (await RunAsync(terminal, "upgrade", MemorySource.Nothing)).Code);
            Assert.Contains(message, terminal.Screen, StringComparison.Ordinal);
            Assert.Null(slot.Armed);
        }
    }

    [Fact]
    public async Task Upgrade_AtAScreenWithoutAFile_WantsOne() =>
        Assert.Equal(
            ExitCodes.Usage, (await RunAsync(new ScriptedTerminal(interactive: true), "upgrade", MemorySource.Nothing)).Code);

    /// <summary>What a desk does: the head, then the ranges that it is told.</summary>
    [Fact]
    public async Task Upgrade_Offered_SaysWhatIsLackingAndTakesThat()
    {
        var running = RunningOther();
        var receiver = new BundleReceiver(TestBundle.Head(Bundle), new MemorySlot(300_000), TestBundle.Device, olderToo: false);
        receiver.Prepare(running, TestContext.Current.CancellationToken);
        var head = Router.Bundles.Format.BundleHeader.Parse(Bundle).HeadLength;
        var terminal = new ScriptedTerminal
        {
            Input =
            [
                .. Bundle[..head],
                .. receiver.Ranges.SelectMany(range => Bundle[(int)(head + range.Offset)..(int)(head + range.Offset + range.Length)]),
            ],
        };
        var (code, _) = await RunAsync(terminal, "upgrade --offer --json", running);
        Assert.Equal(0, code);
        var lines = terminal.Screen.Split('\n', 2);
        Assert.Equal(receiver.Asked, ApiAnswer.Read<Response.UpgradeWants>(lines[0])!.Wanted);
        Assert.Equal("b", ApiAnswer.Read<Response.UpgradeReady>(lines[1])!.Slot);
        using var whole = JsonDocument.Parse(lines[1]);
        Assert.NotNull(slot.Armed);
    }

    /// <summary>What runs differs in a few bytes.</summary>
    private static MemorySource RunningOther()
    {
        var files = new Dictionary<string, byte[]>(Made.Files);
        files[BundleNames.Root] = [.. files[BundleNames.Root][..80_000], 7, .. files[BundleNames.Root][80_000..]];
        return new MemorySource(files);
    }

    private async Task<(int Code, UpgradeDaemon Daemon)> RunAsync(ScriptedTerminal terminal, string line, ISlotSource running)
    {
        using var stopping = new CancellationTokenSource();
        var daemon = new UpgradeDaemon(slot, running);
        var transport = new InProcessTransport(new PeerCredentials(0, 1));
        var table = new ConnectionTable(new ApiLimits(), _ => null, TimeProvider.System);
        var server = new ApiServer(transport, _ => daemon, table, e => throw e, TimeProvider.System).RunAsync(stopping.Token);
        await using var client = new RouterClient(transport, "local");
        var session = new Session(client, terminal, new Paint(false), oneShot: true);
        var code = await Runner.RunAsync(session, Commands.Grammar, Tokenizer.Split(line).Tokens);
        await stopping.CancelAsync();
        await server;
        return (code, daemon);
    }
}
