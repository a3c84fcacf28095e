using System.Net;
using System.Net.Sockets;
using Router.Daemon.Logs;

namespace Router.Daemon.Edges.Logs;

/// <summary>Connected sockets to whichever address of a collector answers first, in the resolver's order.</summary>
internal static class CollectorAddresses
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="IOException">None of its addresses answers, or it has none.</exception>
    public static async Task<Socket> ConnectAsync(Collector collector, SocketType type, ProtocolType protocol, CancellationToken stopping)
    {
        string? why = null;
        foreach (var address in await FindAsync(collector.Address, stopping))
        {
            var socket = new Socket(address.AddressFamily, type, protocol);
            try
            {
                using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
                over.CancelAfter(Patience);
                await socket.ConnectAsync(new IPEndPoint(address, collector.Port), over.Token);
                return socket;
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                stopping.ThrowIfCancellationRequested();
                why ??= exception is SocketException
                    ? $"{address} port {collector.Port}: {exception.Message}"
                    : $"{address} port {collector.Port} did not answer in {Patience.TotalSeconds:0} seconds";
            }
        }
        throw new IOException(why ?? $"{collector.Address} has no address");
    }

    private static async Task<IReadOnlyList<IPAddress>> FindAsync(string name, CancellationToken stopping) =>
        IPAddress.TryParse(name, out var address) ? [address] : await new Names().LookUpAsync(name, stopping);
}
