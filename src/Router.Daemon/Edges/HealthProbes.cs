using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Router.Linux.Edges.Processes;

namespace Router.Daemon.Edges;

/// <summary>Questions that only the network itself can answer.</summary>
internal static class HealthProbes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Servers that programs of this machine ask, as resolv.conf(5) has them.</summary>
    public static IReadOnlyList<IPAddress> NameServers(string file) => File.Exists(file)
        ? [.. File.ReadLines(file)
            .Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["nameserver", _, ..])
            .Select(words => IPAddress.TryParse(words[1], out var address) ? address : null)
            .OfType<IPAddress>()]
        : [];

    /// <summary>Whether it answers a question for the root's name servers (RFC 1035, 4.1), whatever it says.</summary>
    public static async Task<bool> AnswersAsync(IPAddress server, CancellationToken stopping)
    {
        var question = new byte[17];
        RandomNumberGenerator.Fill(question.AsSpan(0, 2));
        // Recursion desired; one question; the root, NS, IN.
        (question[2], question[5], question[14], question[16]) = (1, 1, 2, 1);
        return await TryAsync(async token =>
        {
            using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            await socket.ConnectAsync(server, 53, token);
            await socket.SendAsync(question, token);
            var answer = new byte[512];
            var length = await socket.ReceiveAsync(answer, token);
            return length >= 12 && answer.AsSpan(0, 2).SequenceEqual(question.AsSpan(0, 2));
        }, stopping);
    }

    /// <summary>Whether an SSH server greets there (RFC 4253, 4.2).</summary>
    public static async Task<bool> GreetsAsync(ushort port, CancellationToken stopping) => await TryAsync(async token =>
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, token);
        var greeting = new byte[64];
        var length = await socket.ReceiveAsync(greeting, token);
        return Encoding.ASCII.GetString(greeting, 0, length).StartsWith("SSH-2.0-", StringComparison.Ordinal);
    }, stopping);

    /// <summary>Whether a neighbour answers an echo request.</summary>
    public static async Task<bool> EchoesAsync(string address, string device, CancellationToken stopping)
    {
        var result = await ProgramRunner.RunAsync("ping", ["-c", "1", "-W", "2", "-I", device, address], "", stopping);
        return result.ExitCode == 0;
    }

    private static async Task<bool> TryAsync(Func<CancellationToken, Task<bool>> ask, CancellationToken stopping)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        enough.CancelAfter(Patience);
        try
        {
            return await ask(enough.Token);
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return false;
        }
    }
}
