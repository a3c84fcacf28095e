using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Router.Api.Contract;
using Router.Wire.Nhrp;
using Router.Wire.Nhrp.Text;

namespace Router.Daemon.Mesh;

/// <summary>
/// NHRP as it passes, for whoever watches; without a watcher it costs nothing. One that does not keep up loses the oldest.
/// </summary>
internal sealed class MeshMonitor(TimeProvider time)
{
    private const int Waiting = 256;

    private readonly Lock gate = new();
    private Channel<Response.MeshPacket>[] watchers = [];

    public void Came(string mesh, IPAddress from, ReadOnlySpan<byte> wire) => Pass(mesh, outgoing: false, from, wire);

    public void Went(string mesh, IPAddress to, ReadOnlySpan<byte> wire) => Pass(mesh, outgoing: true, to, wire);

    /// <summary>What passes from now on; watching begins with the call, not with the first step of the enumeration.</summary>
    public IAsyncEnumerable<Response> Watch(CancellationToken stopping)
    {
        var channel = Channel.CreateBounded<Response.MeshPacket>(
            new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (gate)
            watchers = [.. watchers, channel];
        return ReadAsync(channel, stopping);
    }

    private async IAsyncEnumerable<Response> ReadAsync(
        Channel<Response.MeshPacket> channel, [EnumeratorCancellation] CancellationToken stopping)
    {
        try
        {
            await foreach (var packet in channel.Reader.ReadAllAsync(stopping))
                yield return packet;
        }
        finally
        {
            lock (gate)
                watchers = [.. watchers.Where(w => w != channel)];
        }
    }

    private void Pass(string mesh, bool outgoing, IPAddress peer, ReadOnlySpan<byte> wire)
    {
        if (watchers.Length == 0)
            return;
        var text = NhrpPacket.TryDecode(wire, out var packet, out var error)
            ? NhrpTree.Render(outgoing ? $"to {peer}" : $"from {peer}", packet)
            : $"{wire.Length} bytes that are no NHRP: {error}";
        var passed = new Response.MeshPacket(time.GetLocalNow(), mesh, outgoing, $"{peer}", text);
        foreach (var watcher in watchers)
            watcher.Writer.TryWrite(passed);
    }
}
