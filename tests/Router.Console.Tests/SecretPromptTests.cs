using Router.Api.Edges;
using Router.Api.Limits;
using Router.Console.Edges;

namespace Router.Console.Tests;

/// <summary>Nothing of a value that is pasted is shown, kept or run, whatever it is and wherever it is pasted.</summary>
public sealed class SecretPromptTests : IDisposable
{
    private const string Key = "-----BEGIN EC PRIVATE KEY-----\rMHcCAQEEIBkg\rAwEHoUQDQgAE==\r-----END EC PRIVATE KEY-----\r";
    private const string Certificate = "-----BEGIN CERTIFICATE-----\rMIIFTTCC\r-----END CERTIFICATE-----\r";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-console-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(Key)]
    [InlineData(Certificate + Certificate)]
    [InlineData(Certificate + "\r" + Certificate + "\r\r")]
    [InlineData("Certificate:\r    Version: 3\r" + Certificate)]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\rb3BlbnNz\r-----END OPENSSH PRIVATE KEY-----\r")]
    [InlineData("---- BEGIN SSH2 PUBLIC KEY ----\rAAAA\r---- END SSH2 PUBLIC KEY ----\r")]
    [InlineData("hunter2\r")]
    [InlineData("two words\r")]
    public async Task Value_PastedAtThePrompt_IsTakenWhole(string pasted)
    {
        foreach (var keys in new[]
        {
            pasted,
            pasted.Replace("\r", "\r\n", StringComparison.Ordinal),
            $"\e[200~{pasted}\e[201~\r",
            $"\e[200~{pasted.TrimEnd('\r')}\e[201~\r"
        })
        {
            var (screen, asked, history) = await PlayAsync(
                terminal => terminal.Type("set secret k\r").Wait().Type(keys).Wait().Type("exit\r"));
            Assert.Equal([Set(pasted)], asked);
            AssertNothingIsLeft(pasted, screen, history);
        }
    }

    [Theory]
    [InlineData("first\rpoweroff\r")]
    [InlineData("first\rpoweroff")]
    [InlineData(Key + "poweroff\r")]
    [InlineData("-----BEGIN CERTIFICATE-----\rMIIF\r-----END CERTIFICATE-----\r\rpoweroff\ry\r")]
    public async Task Value_OfSeveralLinesThatIsNoKey_IsRefusedAndRunsNothing(string pasted)
    {
        foreach (var keys in new[] { pasted, $"\e[200~{pasted}\e[201~" })
        {
            var (screen, asked, history) = await PlayAsync(
                terminal => terminal.Type("set secret k\r").Wait().Type(keys).Wait().Type("\r").Wait().Type("exit\r"));
            Assert.Empty(asked);
            Assert.Contains("lines, and nothing was set", screen, StringComparison.Ordinal);
            AssertNothingIsLeft(pasted, screen, history);
        }
    }

    [Fact]
    public async Task Key_ThatComesSlowly_IsTakenToItsEnd()
    {
        var (screen, asked, history) = await PlayAsync(terminal =>
        {
            terminal.Type("set secret k\r");
            foreach (var line in Key.Split('\r', StringSplitOptions.RemoveEmptyEntries))
                terminal.Wait().Type(line + "\r");
            terminal.Wait().Type("exit\r");
        });
        Assert.Equal([Set(Key)], asked);
        AssertNothingIsLeft(Key, screen, history);
    }

    [Theory]
    [InlineData("^C")]
    [InlineData("^D")]
    public async Task Key_GivenUpHalfWay_IsForgotten(string stop)
    {
        var (screen, asked, history) = await PlayAsync(terminal => terminal.Type("set secret k\r").Wait()
            .Type("-----BEGIN EC PRIVATE KEY-----\rMHcCAQ").Wait().Type(stop + "AwEHoUQ\r").Wait().Type("exit\r"));
        Assert.Empty(asked);
        AssertNothingIsLeft(Key, screen, history);
        Assert.DoesNotContain("AwEHoUQ", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_PastedAsACommand_IsNotRunNorKept()
    {
        var (screen, asked, history) = await PlayAsync(terminal => terminal.Type(Key).Wait().Type("show secrets\r").Wait().Type("exit\r"));
        Assert.Equal(["""{"request":"show-secrets"}"""], asked);
        Assert.Contains("a key or certificate is no command", screen, StringComparison.Ordinal);
        Assert.Equal(["show secrets", "exit"], history);
        Assert.DoesNotContain("MHcCAQ", screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("set secret k hunter2")]
    [InlineData("set sec k hunter2")]
    [InlineData("set secret k \"hunter2 and more\" --json")]
    public async Task Value_TypedBehindTheName_IsNotKeptInTheHistory(string line)
    {
        var (_, asked, history) = await PlayAsync(terminal => terminal.Type($"{line}\r").Wait().Type("exit\r"));
        Assert.Empty(asked);
        Assert.Equal(
            [line[..line.IndexOf(" hunter2", StringComparison.Ordinal).Or(line.IndexOf(" \"", StringComparison.Ordinal))], "exit"],
            history);
    }

    private static string Set(string pasted)
    {
        var value = pasted.Trim('\r').Replace("\r", "\\n", StringComparison.Ordinal);
        return $$"""{"request":"set-secret","name":"k","value":"{{value}}"}""";
    }

    private static void AssertNothingIsLeft(string pasted, string screen, IEnumerable<string> history)
    {
        foreach (var line in pasted.Split('\r', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Length > 1))
            Assert.DoesNotContain(line, screen, StringComparison.Ordinal);
        Assert.Equal(["set secret k", "exit"], history);
    }

    private async Task<(string Screen, IEnumerable<string> Asked, string[] History)> PlayAsync(Action<ScriptedTerminal> type)
    {
        var daemon = new CannedDaemon();
        var transport = new InProcessTransport(new PeerCredentials(0, 1));
        using var stopping = new CancellationTokenSource();
        var server = new Api.ApiServer(
            transport, _ => daemon, new ConnectionTable(new ApiLimits(), _ => null, TimeProvider.System), _ => { }, TimeProvider.System)
            .RunAsync(stopping.Token);
        var terminal = new ScriptedTerminal(interactive: true) { Burst = true };
        type(terminal);
        var file = Path.Combine(folder.FullName, "history");
        File.Delete(file);
        await ConsoleProgram.RunAsync([], transport, terminal, new HistoryFile(file));
        await stopping.CancelAsync();
        await server;
        return (terminal.Screen, daemon.Asked.Where(a => !a.Contains("monitor-events", StringComparison.Ordinal)),
            await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken));
    }
}

internal static class IndexExtensions
{
    /// <summary>The other where it was not found.</summary>
    public static int Or(this int index, int other) => index >= 0 ? index : other;
}
