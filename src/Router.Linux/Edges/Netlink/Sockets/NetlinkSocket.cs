using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Router.Core.Edges;
using Router.Wire.Netlink;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Edges.Netlink.Sockets;

/// <summary>Called for each message of an answer.</summary>
internal delegate void MessageHandler(ushort type, ReadOnlySpan<byte> payload);

/// <summary>A netlink socket of the network namespace of the calling thread. Not thread-safe: one user at a time.</summary>
internal sealed class NetlinkSocket : IDisposable
{
    private const int BufferLength = 1 << 16;
    private const int ReceiveBuffer = 1 << 22;
    private const int MostDumpRetries = 10;

    /// <summary>Above the numbers of processes (2^22), below those that the kernel draws (negative as an int).</summary>
    private const uint FirstOwnPort = 1u << 30;

    private static uint ownPorts;

    private readonly int handle;
    private readonly byte[] buffer = new byte[BufferLength];
    private uint sequence;

    private NetlinkSocket(int handle) => this.handle = handle;

    /// <summary>rtnetlink: links, addresses, routes.</summary>
    public static NetlinkSocket Route() => Open(Libc.RouteProtocol);

    /// <summary>nfnetlink: the firewall.</summary>
    public static NetlinkSocket Netfilter() => Open(Libc.NetfilterProtocol);

    /// <summary>rtnetlink, with what the kernel tells of its own accord in these groups.</summary>
    public static NetlinkSocket Events(uint groups) => Listening(Route(), groups);

    /// <summary>nfnetlink, with what the kernel tells of its own accord in these groups.</summary>
    public static NetlinkSocket NetfilterEvents(uint groups) => Listening(Netfilter(), groups);

    /// <summary>
    /// nfnetlink, for what the kernel keeps for as long as the socket is open, such as a reader of the packet log. The port is one that
    /// nobody had and the kernel gives to nobody: it tells that a socket is closed by its port, and a little later than it gives the port
    /// to the next one. What the next one asked for in between would be taken away as the closed one's.
    /// </summary>
    public static NetlinkSocket NetfilterForLong() =>
        Bound(Netfilter(), FirstOwnPort + ((uint)Environment.ProcessId << 8) + (Interlocked.Increment(ref ownPorts) & 0xFF), groups: 0);

    private static NetlinkSocket Listening(NetlinkSocket socket, uint groups) => Bound(socket, port: 0, groups);

    /// <param name="port">0: one that the kernel chooses, which may have been another socket's a moment ago.</param>
    private static unsafe NetlinkSocket Bound(NetlinkSocket socket, uint port, uint groups)
    {
        // struct sockaddr_nl: family, padding, port, groups.
        var address = stackalloc uint[] { Libc.NetlinkFamily, port, groups };
        if (Libc.Bind(socket.handle, address, 3 * sizeof(uint)) == 0)
            return socket;
        var errno = Marshal.GetLastPInvokeError();
        socket.Dispose();
        throw Error("listen to the kernel", errno);
    }

    /// <summary>Generic netlink: families with names.</summary>
    public static NetlinkSocket Generic() => Open(Libc.GenericProtocol);

    public void Dispose() => _ = Libc.Close(handle);

    /// <summary>How long a receive waits for something to come.</summary>
    public unsafe void SetPatience(TimeSpan patience)
    {
        var time = stackalloc long[] { (long)patience.TotalSeconds, patience.Milliseconds * 1000L };
        _ = Libc.SetSocketOption(handle, Libc.SocketLevel, Libc.ReceiveTimeout, time, 2 * sizeof(long));
    }

    /// <summary>From now on only messages of one type come: the kernel does not even wake us for others.</summary>
    public unsafe void Only(ushort type)
    {
        const ushort loadHalf = 0x28, jumpIfEqual = 0x15, give = 0x06;
        const uint typeOffset = 4;
        // The filter reads in network order what netlink has in the machine's.
        var steps = stackalloc[]
        {
            new FilterStep(loadHalf, 0, 0, typeOffset),
            new FilterStep(jumpIfEqual, 0, 1, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(type) : type),
            new FilterStep(give, 0, 0, uint.MaxValue),
            new FilterStep(give, 0, 0, 0),
        };
        var program = new FilterProgram { Length = 4, Steps = steps };
        _ = Libc.SetSocketOption(handle, Libc.SocketLevel, Libc.AttachFilter, &program, (uint)sizeof(FilterProgram));
    }

    /// <summary>
    /// The next datagram, good until the next call; false: none came in time, or some were lost because nobody read them.
    /// </summary>
    public unsafe bool TryReceive(out ReadOnlySpan<byte> datagram)
    {
        fixed (byte* data = buffer)
        {
            var length = Libc.Receive(handle, data, BufferLength, 0);
            datagram = length > 0 ? buffer.AsSpan(0, (int)length) : default;
            return length > 0;
        }
    }

    /// <summary>All that has come meanwhile, without waiting.</summary>
    /// <exception cref="ApplyException">More came than the socket could keep.</exception>
    public void Drain(MessageHandler handler) => DrainMessages((_, type, payload) => handler(type, payload));

    private unsafe void DrainMessages(NumberedMessageHandler handler)
    {
        while (true)
        {
            nint length;
            fixed (byte* data = buffer)
                length = Libc.Receive(handle, data, BufferLength, Libc.DontWait);
            if (length < 0 && Marshal.GetLastPInvokeError() is var errno)
            {
                if (errno == Libc.TryAgain)
                    return;
                throw Error("listen to the kernel", errno);
            }
            var reader = new NetlinkReader(buffer.AsSpan(0, (int)length));
            while (reader.Next())
                handler(reader.Sequence, reader.Type, reader.Payload);
        }
    }

    /// <summary>Sends a request and waits until the kernel has carried it out.</summary>
    /// <exception cref="ApplyException">The kernel refused; with its errno and, where it gave one, its own words.</exception>
    public void Execute(NetlinkMessage message, string operation) => Exchange(message, operation, (_, _) => { });

    /// <summary>Has a whole batch carried out, or nothing of it. The kernel has answered when the sending is over.</summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public void Execute(NftBatch batch, string operation)
    {
        var done = 0;
        var bytes = batch.Finish(ref sequence);
        SetSendBuffer(bytes.Length);
        Send(bytes, operation);
        Drain((type, payload) =>
        {
            if (type != RouteNetlink.Error)
                return;
            Acknowledge(payload, operation);
            done++;
        });
        if (done != batch.Count)
            throw new ApplyException(operation, 0, $"the kernel answered {done} of {batch.Count} messages");
    }

    /// <summary>
    /// Sends neighbours, of which the kernel answers only those that it refuses: <paramref name="refused"/> is called for each, with
    /// its place in the batch. The kernel has carried them out when the sending is over.
    /// </summary>
    /// <exception cref="ApplyException">They could not be sent, or more were refused than the socket could keep.</exception>
    public void Execute(NeighbourBatch batch, string operation, Action<int, ApplyException> refused)
    {
        var before = sequence;
        Send(batch.Finish(ref sequence), operation);
        DrainMessages((number, type, payload) =>
        {
            if (type == RouteNetlink.Error && unchecked(number - before - 1) < (uint)batch.Count
                && Refusal(payload, operation) is { } refusal)
                refused((int)(number - before - 1), refusal);
        });
    }

    /// <summary>Sends a request and reads what it is answered with.</summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public void Ask(NetlinkMessage message, string operation, MessageHandler handler) => Exchange(message, operation, handler);

    /// <summary>The number that the kernel gives a family of generic netlink; 0: it has none of that name, or does not answer so.</summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public ushort Family(string name, string operation)
    {
        ushort family = 0;
        Ask(GenericNetlink.Find(name), operation, (type, payload) => family = Math.Max(family, GenericNetlink.Family(type, payload)));
        return family;
    }

    /// <summary>Reads a whole list; begins again when it changed while being read.</summary>
    /// <exception cref="ApplyException">The kernel refused, or the list would not hold still.</exception>
    public void Dump(Func<NetlinkMessage> request, string operation, Action restart, MessageHandler handler)
    {
        for (var attempt = 0; attempt < MostDumpRetries; attempt++)
        {
            restart();
            if (!Exchange(request(), operation, handler))
                return;
        }
        throw new ApplyException(operation, 4, "the kernel's list kept changing while it was read");
    }

    private static unsafe NetlinkSocket Open(int protocol)
    {
        var handle = Libc.Socket(Libc.NetlinkFamily, Libc.Raw | Libc.CloseOnExec, protocol);
        if (handle < 0)
            throw Error("open netlink", Marshal.GetLastPInvokeError());
        int on = 1, size = ReceiveBuffer;
        // Words beside errno, acknowledgements without the request, and lists filtered by the kernel; where it knows them.
        _ = Libc.SetSocketOption(handle, Libc.NetlinkLevel, Libc.ExtendedAck, &on, sizeof(int));
        _ = Libc.SetSocketOption(handle, Libc.NetlinkLevel, Libc.CapAck, &on, sizeof(int));
        _ = Libc.SetSocketOption(handle, Libc.NetlinkLevel, Libc.StrictCheck, &on, sizeof(int));
        _ = Libc.SetSocketOption(handle, Libc.SocketLevel, Libc.ReceiveBufferForce, &size, sizeof(int));
        var patience = stackalloc long[] { 10, 0 };
        _ = Libc.SetSocketOption(handle, Libc.SocketLevel, Libc.ReceiveTimeout, patience, 2 * sizeof(long));
        return new NetlinkSocket(handle);
    }

    /// <summary>True: a dump was interrupted by a change.</summary>
    private bool Exchange(NetlinkMessage message, string operation, MessageHandler handler)
    {
        var mine = ++sequence;
        Send(message.Finish(mine), operation);
        var interrupted = false;
        while (true)
        {
            var reader = new NetlinkReader(buffer.AsSpan(0, Receive(operation)));
            while (reader.Next())
            {
                if (reader.Sequence != mine)
                    continue;
                interrupted |= (reader.Flags & NetlinkFlags.DumpInterrupted) != 0;
                if (reader.Type == RouteNetlink.Done)
                    return interrupted;
                if (reader.Type == RouteNetlink.Error)
                {
                    Acknowledge(reader.Payload, operation);
                    return interrupted;
                }
                handler(reader.Type, reader.Payload);
            }
            if (reader.IsBroken)
                throw new ApplyException(operation, 0, "the kernel's answer makes no sense");
        }
    }

    /// <summary>A datagram has to fit in whole.</summary>
    private unsafe void SetSendBuffer(int length)
    {
        if (length > BufferLength)
            _ = Libc.SetSocketOption(handle, Libc.SocketLevel, Libc.SendBufferForce, &length, sizeof(int));
    }

    private unsafe void Send(ReadOnlySpan<byte> bytes, string operation)
    {
        fixed (byte* data = bytes)
        {
            if (Libc.Send(handle, data, (nuint)bytes.Length, 0) < 0)
                throw Error(operation, Marshal.GetLastPInvokeError());
        }
    }

    private unsafe int Receive(string operation)
    {
        fixed (byte* data = buffer)
        {
            while (true)
            {
                var length = Libc.Receive(handle, data, BufferLength, 0);
                if (length >= 0)
                    return (int)length;
                var errno = Marshal.GetLastPInvokeError();
                if (errno != Libc.Interrupted)
                    throw Error(operation, errno);
            }
        }
    }

    /// <summary>NLMSG_ERROR: errno negated (0: done), the request's header, then attributes of which 1 is the kernel's own words.</summary>
    private static void Acknowledge(ReadOnlySpan<byte> payload, string operation)
    {
        if (Refusal(payload, operation) is { } refusal)
            throw refusal;
    }

    private static ApplyException? Refusal(ReadOnlySpan<byte> payload, string operation)
    {
        var errno = payload.Length >= 4 ? -BinaryPrimitives.ReadInt32LittleEndian(payload) : 0;
        if (errno == 0)
            return null;
        const int attributesAt = 4 + NetlinkMessage.HeaderLength;
        if (payload.Length > attributesAt)
        {
            var attributes = new AttributeReader(payload[attributesAt..]);
            while (attributes.Next())
            {
                if (attributes.Type == 1)
                    return new ApplyException(operation, errno, $"{attributes.Text} ({Marshal.GetPInvokeErrorMessage(errno)})");
            }
        }
        return Error(operation, errno);
    }

    private delegate void NumberedMessageHandler(uint sequence, ushort type, ReadOnlySpan<byte> payload);

    private static ApplyException Error(string operation, int errno) => new(operation, errno, Marshal.GetPInvokeErrorMessage(errno));
}
