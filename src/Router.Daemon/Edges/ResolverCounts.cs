using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Router.Wire.Dns;

namespace Router.Daemon.Edges;

/// <summary>What the router's own resolver (dnsmasq) counts, asked by itself of its own (dnsmasq(8), "cache statistics").</summary>
internal static class ResolverCounts
{
    private const int Port = 53, LongestAnswer = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Null: it does not tell.</summary>
    public static async Task<long?> CountAsync(string name, CancellationToken stopping) =>
        await TextsAsync(name, stopping) is [var text, ..]
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : null;

    /// <summary>Null: it does not answer.</summary>
    public static async Task<IReadOnlyList<string>?> TextsAsync(string name, CancellationToken stopping)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        enough.CancelAfter(Patience);
        var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue);
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            await socket.ConnectAsync(IPAddress.Loopback, Port, enough.Token);
            await socket.SendAsync(ChaosText.Question(id, name), enough.Token);
            var answer = new byte[LongestAnswer];
            return ChaosText.Answer(answer.AsSpan(0, await socket.ReceiveAsync(answer, enough.Token)), id);
        }
        catch (SocketException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return null;
        }
    }
}
