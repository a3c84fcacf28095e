using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace Router.Bench.Mesh;

/// <summary>
/// Sockets that .NET has not: whole IP packets out to one address, many with one call, and all of IP that passes this namespace in.
/// </summary>
internal sealed unsafe partial class Sockets : IDisposable
{
    public const int Most = 64;
    public const int Longest = 512;

    private const int Internet = 2, Packet = 17, RawKind = 3, DatagramKind = 2, RawProtocol = 255, AllProtocols = 0x0003,
        InternetProtocol = 0x0800;
    private const int SocketLevel = 1, SendBufferForce = 32, ReceiveBufferForce = 33, Buffer = 64 << 20, DontWait = 0x40;

    private readonly int sender;
    private readonly int receiver;
    private readonly byte* room = (byte*)NativeMemory.AllocZeroed(Most, Longest);
    private readonly IoVector* vectors = (IoVector*)NativeMemory.AllocZeroed(Most, (nuint)sizeof(IoVector));
    private readonly Message* messages = (Message*)NativeMemory.AllocZeroed(Most, (nuint)sizeof(Message));

    /// <param name="sent">What goes out is seen too.</param>
    public Sockets(IPAddress to, bool sent)
    {
        sender = Check(Socket(Internet, RawKind, RawProtocol));
        // struct sockaddr_in: family, port, address, padding.
        var address = stackalloc byte[16];
        new Span<byte>(address, 16).Clear();
        *(ushort*)address = Internet;
        to.TryWriteBytes(new Span<byte>(address + 4, 4), out _);
        Check(Connect(sender, address, 16));
        receiver = Check(
            Socket(Packet, DatagramKind, BinaryPrimitives.ReverseEndianness((ushort)(sent ? AllProtocols : InternetProtocol))));
        var size = Buffer;
        Check(SetOption(sender, SocketLevel, SendBufferForce, &size, sizeof(int)));
        Check(SetOption(receiver, SocketLevel, ReceiveBufferForce, &size, sizeof(int)));
        for (var i = 0; i < Most; i++)
        {
            vectors[i] = new IoVector { Base = room + (i * Longest), Length = Longest };
            messages[i] = new Message { Vectors = vectors + i, Count = 1 };
        }
    }

    /// <summary>Where the packet at <paramref name="index"/> of the next sending is written.</summary>
    public Span<byte> Slot(int index, int length)
    {
        vectors[index].Length = (nuint)length;
        return new Span<byte>(room + (index * Longest), length);
    }

    public void Send(int count)
    {
        for (var sent = 0; sent < count;)
            sent += Check(SendMany(sender, messages + sent, (uint)(count - sent), 0));
    }

    /// <summary>What has come, without waiting; each is a whole IP packet.</summary>
    public int Receive()
    {
        for (var i = 0; i < Most; i++)
            vectors[i].Length = Longest;
        return Math.Max(0, ReceiveMany(receiver, messages, Most, DontWait, null));
    }

    public ReadOnlySpan<byte> Received(int index) => new(room + (index * Longest), (int)messages[index].Length);

    public void Wait(int milliseconds)
    {
        var entry = new PollEntry { Handle = receiver, Events = 1 };
        _ = Poll(&entry, 1, milliseconds);
    }

    public void Dispose()
    {
        _ = Close(sender);
        _ = Close(receiver);
        NativeMemory.Free(room);
        NativeMemory.Free(vectors);
        NativeMemory.Free(messages);
    }

    private static int Check(int result) =>
        result >= 0 ? result : throw new InvalidOperationException(Marshal.GetLastPInvokeErrorMessage());

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int Connect(int socket, void* address, uint length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetOption(int socket, int level, int option, void* value, uint length);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    private static partial int SendMany(int socket, Message* messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    private static partial int ReceiveMany(int socket, Message* messages, uint count, int flags, void* timeout);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    /// <summary>
    /// This process takes the processor from nobody when packets wake it: spokes are elsewhere, and a daemon is not interrupted by
    /// those that it answers.
    /// </summary>
    public static void StayInTheBackground()
    {
        const int batch = 3;
        var priority = 0;
        Check(SetScheduler(0, batch, &priority));
    }

    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    private static partial int SetScheduler(int process, int policy, int* priority);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int socket);

    /// <summary><c>struct iovec</c>.</summary>
    private struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

#pragma warning disable CS0649 // Fields that are the kernel's to write, or stay zero.
    /// <summary><c>struct mmsghdr</c>.</summary>
    private struct Message
    {
        public void* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint Count;
        public void* Control;
        public nuint ControlLength;
        public nuint FlagsAndPadding;
        public uint Length;
    }
#pragma warning restore CS0649

    /// <summary><c>struct pollfd</c>.</summary>
    private struct PollEntry
    {
        public int Handle;
        public short Events;
        public short Happened;
    }
}
