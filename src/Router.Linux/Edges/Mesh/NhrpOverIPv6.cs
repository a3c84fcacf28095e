using System.Net;
using System.Runtime.InteropServices;
using Router.Core.Edges;
using Router.Mesh.Events;
using Router.Wire.Bpf;
using Router.Wire.Nhrp;

namespace Router.Linux.Edges.Mesh;

/// <summary>
/// NHRP of one mesh over IPv6, on a raw socket for GRE: the kernel says neither to libpcap nor to a packet socket where a packet of an
/// ip6gre link came from. A filter that the kernel runs lets nothing in but NHRP with the mesh's key.
/// </summary>
internal sealed unsafe class NhrpOverIPv6 : IDisposable
{
    private const int Gre = 47, Largest = 2048, ProgramLength = 16;

    /// <summary>So many are told at most before the answers to them go.</summary>
    private const int MostAtOnce = 64;

    /// <summary>struct sockaddr_in6: family, port, flow, address, scope.</summary>
    private const int AddressLength = 28, AddressAt = 8;

    private readonly int handle;
    private readonly uint key;
    private readonly string name;
    private Thread? thread;
    private volatile bool ended;

    /// <exception cref="ApplyException">The kernel gives no such socket.</exception>
    public NhrpOverIPv6(string name, uint key)
    {
        (this.name, this.key) = (name, key);
        handle = Libc.Socket(Libc.IPv6Family, Libc.Raw | Libc.CloseOnExec, Gre);
        if (handle < 0)
            throw Error();
        if (!TryFilter(NhrpFilter.Instructions(key)))
        {
            var refused = Error();
            _ = Libc.Close(handle);
            throw refused;
        }
    }

    /// <param name="burst">So many packets may wait to be read.</param>
    /// <param name="tell">Called on a thread of its own. It must not throw.</param>
    /// <param name="rest">Called behind the last of the packets that were there.</param>
    public void Listen(int burst, Action<MeshEvent> tell, Action rest)
    {
        var size = burst * Largest;
        _ = Libc.SetSocketOption(handle, Libc.SocketLevel, Libc.ReceiveBufferForce, &size, sizeof(int));
        // So often the thread looks whether it is to end.
        var patience = stackalloc long[] { 1, 0 };
        _ = Libc.SetSocketOption(handle, Libc.SocketLevel, Libc.ReceiveTimeout, patience, 2 * sizeof(long));
        thread = new Thread(() => Run(tell, rest), maxStackSize: 256 * 1024) { IsBackground = true, Name = $"NHRP of {name}" };
        thread.Start();
    }

    /// <summary>
    /// Our address outside: packets from another one were not IPsec's to protect. One that is not there any more changes nothing.
    /// </summary>
    public void SendFrom(IPAddress nbma)
    {
        var address = stackalloc byte[AddressLength];
        Fill(address, nbma);
        _ = Libc.Bind(handle, address, AddressLength);
    }

    /// <summary>What the kernel has no room for, or no route to, is lost, as on any wire.</summary>
    public void Send(IPAddress nbma, ReadOnlySpan<byte> packet)
    {
        var address = stackalloc byte[AddressLength];
        if (packet.Length > Largest || nbma.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6)
            return;
        Fill(address, nbma);
        Span<byte> frame = stackalloc byte[GreKey.Length + packet.Length];
        GreKey.Write(frame, NhrpPacket.GreProtocol, key);
        packet.CopyTo(frame[GreKey.Length..]);
        fixed (byte* data = frame)
            _ = Libc.SendTo(handle, data, (nuint)frame.Length, Libc.DontWait, address, AddressLength);
    }

    private static void Fill(byte* address, IPAddress nbma)
    {
        new Span<byte>(address, AddressLength).Clear();
        *(ushort*)address = Libc.IPv6Family;
        nbma.TryWriteBytes(new Span<byte>(address + AddressAt, AddressLength - AddressAt), out _);
    }

    public void Dispose()
    {
        ended = true;
        thread?.Join();
        _ = Libc.Close(handle);
    }

    /// <summary>struct sock_fprog: how many instructions, and where.</summary>
    private bool TryFilter(byte[] instructions)
    {
        fixed (byte* code = instructions)
        {
            var program = stackalloc byte[ProgramLength];
            new Span<byte>(program, ProgramLength).Clear();
            *(ushort*)program = (ushort)(instructions.Length / NhrpFilter.InstructionLength);
            *(ulong*)(program + 8) = (ulong)code;
            return Libc.SetSocketOption(handle, Libc.SocketLevel, Libc.AttachFilter, program, ProgramLength) == 0;
        }
    }

    private void Run(Action<MeshEvent> tell, Action rest)
    {
        var buffer = new byte[Largest];
        while (!ended)
        {
            // Nothing in time, or a peer's ICMP.
            if (!TryReceive(buffer, 0, tell))
                continue;
            for (var more = 1; more < MostAtOnce && TryReceive(buffer, Libc.DontWait, tell); more++)
            {
                // What came meanwhile.
            }
            rest();
        }
    }

    private bool TryReceive(byte[] buffer, int flags, Action<MeshEvent> tell)
    {
        var address = stackalloc byte[AddressLength];
        var space = (uint)AddressLength;
        nint length;
        fixed (byte* data = buffer)
            length = Libc.ReceiveFrom(handle, data, Largest, flags, address, &space);
        if (length <= GreKey.Length || space != AddressLength)
            return false;
        tell(new MeshEvent.Arrived(
            new IPAddress(new ReadOnlySpan<byte>(address + AddressAt, 16)),
            buffer.AsSpan(GreKey.Length, (int)length - GreKey.Length).ToArray()));
        return true;
    }

    private ApplyException Error() => new($"hear NHRP of {name}", Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage());
}
