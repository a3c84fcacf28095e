using System.Text;
using System.Text.Json;
using Router.Api;
using Router.Api.Edges;
using Router.Api.Limits;
using Router.Console.Lines;
using Router.Console.Rendering;
using Router.Console.Sessions;
using Router.Console.Shell;
using Router.Console.Verbs;

namespace Router.Console.Tests;

/// <summary>Files on standard input, of every verb that takes one.</summary>
public class StandardInputTests
{
    [Theory]
    [InlineData("set secret cert", 70 * 1024, "standard input is larger than 64 KiB")]
    [InlineData("set set-file huge.txt", 17 << 20, "standard input is larger than 16 MiB")]
    [InlineData("commit-file", 17 << 20, "standard input is larger than 16 MiB")]
    [InlineData("commit-file --dry-run", 17 << 20, "standard input is larger than 16 MiB")]
    public async Task Input_TooLarge_IsAMessageAndExitCodeOne(string command, int bytes, string message)
    {
        var (code, screen, asked) = await RunAsync(command, new byte[bytes]);
        Assert.Equal(1, code);
        Assert.Contains(message, screen, StringComparison.Ordinal);
        Assert.Empty(asked);
    }

    [Theory]
    [InlineData("set secret cert")]
    [InlineData("set set-file list.txt")]
    [InlineData("commit-file")]
    public async Task Input_NoText_IsRefused(string command)
    {
        var (code, screen, asked) = await RunAsync(command, [0x30, 0x82, 0x05, 0xff]);
        Assert.Equal(1, code);
        Assert.Contains("error: standard input", screen, StringComparison.Ordinal);
        Assert.Empty(asked);
    }

    [Theory]
    [InlineData(7 * 1024)]
    [InlineData(60 * 1024)]
    public async Task SetSecret_ChainOfCertificates_IsTakenAsItIs(int bytes)
    {
        var chain = Chain(bytes);
        var (code, _, asked) = await RunAsync("set secret cert", Encoding.UTF8.GetBytes("\uFEFF" + chain));
        Assert.Equal(0, code);
        Assert.Equal(chain.TrimEnd('\n'), JsonDocument.Parse(Assert.Single(asked)).RootElement.GetProperty("value").GetString());
    }

    private static string Chain(int bytes)
    {
        var text = new StringBuilder("Certificate:\n    Data:\n        Version: 3 (0x2)\n-----BEGIN CERTIFICATE-----\n");
        while (text.Length < bytes)
            text.Append("MIIFTTCCAzWgAwIBAgIUDk9DnuqEAVjBJ1ErQgUmbxXkKgcwDQYJKoZIhvcNAQEL\n");
        return text.Append("-----END CERTIFICATE-----\n").ToString();
    }

    private static async Task<(int Code, string Screen, List<string> Asked)> RunAsync(string command, byte[] input)
    {
        var daemon = new CannedDaemon();
        var transport = new InProcessTransport(new PeerCredentials(0, 1));
        using var stopping = new CancellationTokenSource();
        var server = new ApiServer(
            transport, _ => daemon, new ConnectionTable(new ApiLimits(), _ => null, TimeProvider.System), _ => { }, TimeProvider.System)
            .RunAsync(stopping.Token);
        var terminal = new ScriptedTerminal { Input = input };
        await using var client = new RouterClient(transport, "test");
        var code = await Runner.RunAsync(
            new Session(client, terminal, Paint.None, oneShot: true), Commands.Grammar, Tokenizer.Split(command).Tokens);
        await stopping.CancelAsync();
        await server;
        return (code, terminal.Screen, daemon.Asked);
    }
}
