using Router.Wire.Netlink;

namespace Router.Linux.Edges.Netlink.Sockets;

/// <summary>A netlink socket that something listens on, on a thread of its own until it is disposed.</summary>
internal sealed class NetlinkListener : IDisposable
{
    private readonly NetlinkSocket socket;
    private readonly MessageHandler handler;
    private readonly Thread thread;
    private volatile bool ended;

    /// <param name="name">The thread's.</param>
    /// <param name="socket">It is the listener's from now on, also where there comes to be none.</param>
    /// <param name="handler">Called on the thread. It must not throw.</param>
    public NetlinkListener(string name, NetlinkSocket socket, MessageHandler handler)
    {
        (this.socket, this.handler) = (socket, handler);
        thread = new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = name };
        try
        {
            socket.SetPatience(TimeSpan.FromSeconds(1));
            thread.Start();
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ended = true;
        thread.Join();
        socket.Dispose();
    }

    private void Run()
    {
        while (!ended)
        {
            // Too many at once: what was lost comes again, since the kernel asks more than once.
            if (socket.TryReceive(out var datagram))
                Read(datagram);
        }
    }

    private void Read(ReadOnlySpan<byte> datagram)
    {
        var reader = new NetlinkReader(datagram);
        while (reader.Next())
            handler(reader.Type, reader.Payload);
    }
}
