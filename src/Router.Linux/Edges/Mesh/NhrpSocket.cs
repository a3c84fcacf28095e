using System.Net;
using System.Runtime.InteropServices;
using Router.Core.Edges;
using Router.Wire.Nhrp;

namespace Router.Linux.Edges.Mesh;

/// <summary>
/// Sends NHRP packets on a tunnel link with many ends: the link-layer address of a packet is the underlay address that it
/// goes to. It receives nothing. What is sent waits for <see cref="Flush"/>, so that many go with one system call; packets that
/// the kernel has no room for, or no link any more, are lost. Not thread-safe.
/// </summary>
internal sealed unsafe class NhrpSocket : IDisposable
{
    private const int Most = 64;

    /// <summary>A longer packet, which only chains of forwarders make, goes by itself.</summary>
    private const int LongestWaiting = 512;

    private const int AddressLength = 32;

    private readonly int handle;
    private readonly int link;

    // Pinned, because the kernel and the messages below point into them.
    private readonly byte[] packets = GC.AllocateArray<byte>(Most * LongestWaiting, pinned: true);
    private readonly byte[] addresses = GC.AllocateArray<byte>((Most + 1) * AddressLength, pinned: true);
    private readonly MemoryPart[] parts = GC.AllocateArray<MemoryPart>(Most, pinned: true);
    private readonly ManyMessages[] messages = GC.AllocateArray<ManyMessages>(Most, pinned: true);
    private int waiting;

    public NhrpSocket(int link)
    {
        this.link = link;
        handle = Libc.Socket(Libc.PacketFamily, Libc.Datagram | Libc.CloseOnExec, 0);
        if (handle < 0)
            throw new ApplyException("open a packet socket", Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage());
        for (var i = 0; i < Most; i++)
        {
            parts[i].Start = Pointer(packets, i * LongestWaiting);
            messages[i] =
                new ManyMessages { Address = Pointer(addresses, i * AddressLength), Parts = (MemoryPart*)Pointer(parts, i), PartCount = 1 };
        }
    }

    public void Dispose() => _ = Libc.Close(handle);

    /// <param name="nbma">The underlay address that it goes to.</param>
    /// <param name="packet">NHRP.</param>
    /// <param name="mark">0: none. Packets with a mark go at once, behind those that wait.</param>
    public void Send(IPAddress nbma, ReadOnlySpan<byte> packet, uint mark)
    {
        if (mark != 0)
        {
            Flush();
            Mark(mark);
            SendAlone(nbma, packet);
            Mark(0);
            return;
        }
        if (waiting == Most || packet.Length > LongestWaiting)
            Flush();
        if (packet.Length > LongestWaiting)
        {
            SendAlone(nbma, packet);
            return;
        }
        if (!TryAddress(nbma, waiting, out messages[waiting].AddressLength))
            return;
        packet.CopyTo(packets.AsSpan(waiting * LongestWaiting));
        parts[waiting++].Length = (nuint)packet.Length;
    }

    /// <summary>Everything that waits goes now.</summary>
    public void Flush()
    {
        for (var next = 0; next < waiting;)
        {
            var sent = Libc.SendMany(handle, (ManyMessages*)Pointer(messages, next), (uint)(waiting - next), Libc.DontWait);
            // It stops at the first that cannot be sent: that one is lost, as on any wire.
            next += Math.Max(1, sent);
        }
        waiting = 0;
    }

    private void Mark(uint mark) => _ = Libc.SetSocketOption(handle, Libc.SocketLevel, Libc.SocketMark, &mark, sizeof(uint));

    private void SendAlone(IPAddress nbma, ReadOnlySpan<byte> packet)
    {
        if (!TryAddress(nbma, Most, out var length))
            return;
        fixed (byte* data = packet)
            _ = Libc.SendTo(handle, data, (nuint)packet.Length, Libc.DontWait, Pointer(addresses, Most * AddressLength), length);
    }

    /// <summary>struct sockaddr_ll: family, protocol (network order), link, hardware type, packet type, address length, address.</summary>
    private bool TryAddress(IPAddress nbma, int index, out uint length)
    {
        const int head = 12, shortest = 20;
        var address = addresses.AsSpan(index * AddressLength, AddressLength);
        address.Clear();
        MemoryMarshal.Write(address, (ushort)Libc.PacketFamily);
        address[2] = NhrpPacket.GreProtocol >> 8;
        address[3] = NhrpPacket.GreProtocol & 0xFF;
        MemoryMarshal.Write(address[4..], link);
        var fits = nbma.TryWriteBytes(address[head..], out var written);
        address[11] = (byte)written;
        length = (uint)Math.Max(shortest, head + written);
        return fits;
    }

    private static byte* Pointer<T>(T[] pinned, int index)
        where T : unmanaged => (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, index);
}
