using Router.Core.Edges;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Edges.Nft;

/// <summary>Loads tables without nft.</summary>
internal static class KernelLoad
{
    /// <summary>False: the kernel refuses it. nft can say why.</summary>
    public static bool TryLoad(NftBatch batch, string operation)
    {
        try
        {
            using var socket = NetlinkSocket.Netfilter();
            socket.Execute(batch, operation);
            return true;
        }
        catch (ApplyException)
        {
            return false;
        }
    }
}
