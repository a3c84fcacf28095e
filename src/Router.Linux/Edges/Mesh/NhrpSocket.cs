using System.Net;
using System.Runtime.InteropServices;
using Router.Core.Edges;
using Router.Linux.Edges.Netlink;
using Router.Wire.Nhrp;

namespace Router.Linux.Edges.Mesh;

/// <summary>
/// Sends NHRP packets on a tunnel link with many ends: the link-layer address of a packet is the underlay address that it
/// goes to. It receives nothing.
/// </summary>
internal sealed class NhrpSocket : IDisposable
{
    private const int AddressLength = 20;
    private readonly int handle;
    private readonly int link;

    public NhrpSocket(int link)
    {
        this.link = link;
        handle = Libc.Socket(Libc.PacketFamily, Libc.Datagram | Libc.CloseOnExec, 0);
        if (handle < 0)
            throw new ApplyException("open a packet socket", Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage());
    }

    public void Dispose() => _ = Libc.Close(handle);

    /// <summary>False: the kernel has no room for it, or no link any more.</summary>
    public unsafe bool TrySend(IPAddress nbma, ReadOnlySpan<byte> packet)
    {
        // struct sockaddr_ll: family, protocol (network order), link, hardware type, packet type, address length, address.
        var address = stackalloc byte[AddressLength];
        new Span<byte>(address, AddressLength).Clear();
        *(ushort*)address = Libc.PacketFamily;
        address[2] = NhrpPacket.GreProtocol >> 8;
        address[3] = NhrpPacket.GreProtocol & 0xFF;
        *(int*)(address + 4) = link;
        address[11] = 4;
        if (!nbma.TryWriteBytes(new Span<byte>(address + 12, 4), out _))
            return false;
        fixed (byte* data = packet)
            return Libc.SendTo(handle, data, (nuint)packet.Length, Libc.DontWait, address, AddressLength) >= 0;
    }
}
