using Router.Core.Edges;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Nft;

/// <summary>What stands in tables of the kernel.</summary>
internal static class TableDump
{
    /// <summary>Reads a whole list, which is empty as long as nf_tables is not loaded: then nothing is.</summary>
    /// <param name="request">Made anew for each try.</param>
    /// <param name="operation">For messages.</param>
    /// <param name="restart">Forgets what came so far.</param>
    /// <param name="handler">Takes what comes.</param>
    /// <exception cref="ApplyException">The kernel refused, or the list would not hold still.</exception>
    public static void Read(Func<NetlinkMessage> request, string operation, Action restart, MessageHandler handler)
    {
        using var socket = NetlinkSocket.Netfilter();
        try
        {
            socket.Dump(request, operation, restart, handler);
        }
        catch (ApplyException e) when (e.Errno is 2 or 22)
        {
            restart();
        }
    }
}
