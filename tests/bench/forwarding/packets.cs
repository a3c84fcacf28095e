#:property RestorePackagesWithLockFile=false
// packets ROUNDS NAME=CLIENT:SERVER...: what a packet costs through several routers side by side. CLIENT and SERVER are process numbers
// whose network namespaces hold the hosts on either side of a router. The routers take turns of 20 ms, each round in another order, and the
// sender's own CPU time is what counts (the kernel forwards on it), so that a busy machine meets all alike. Prints lines
// "what<TAB>NAME<TAB>ns a packet" of every turn.
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

const int Turn = 20_000_000, Batch = 64;
IPAddress source = IPAddress.Parse(Environment.GetEnvironmentVariable("ALLOWED")!),
    denied = IPAddress.Parse(Environment.GetEnvironmentVariable("DENIED")!);
IPAddress server = IPAddress.Parse("10.0.0.1"), outer = IPAddress.Parse("198.51.100.1");
var forwarded = new IPEndPoint(outer, int.Parse(Environment.GetEnvironmentVariable("FORWARDED")!));
var routers = args.Skip(1).Select(Host).ToList();
foreach (var router in routers)
    Prove(router);
for (var round = 0; round < int.Parse(args[0]); round++)
{
    foreach (var router in routers.Skip(round % routers.Count).Concat(routers.Take(round % routers.Count)))
    {
        Console.WriteLine($"established\t{router.Name}\t{Cost(() => Send(router, router.Established))}");
        Console.WriteLine($"new\t{router.Name}\t{Cost(() => Send(router, router.New))}");
        Console.WriteLine($"connection\t{router.Name}\t{Inside(router.Client, () => Cost(() => Connect(router)))}");
    }
}
return 0;

Router Host(string words)
{
    var (name, client, host) = (words.Split('=')[0], int.Parse(words.Split('=')[1].Split(':')[0]), int.Parse(words.Split(':')[1]));
    var sink = Inside(host, () => Bound(SocketType.Dgram, server, 5001));
    var listener = Inside(host, () => Bound(SocketType.Stream, IPAddress.Any, 80));
    listener.Listen(4096);
    new Thread(() => Serve(listener)) { IsBackground = true }.Start();
    var raw = Inside(client, () => new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Raw) { SendBufferSize = 1 << 24 });
    return new Router(name, client, raw, sink, Datagram(source, 4001), Datagram(source, 4002), Datagram(denied, 4003));
}

// Both flows come through, one of them is answered once and so established; what is denied does not.
void Prove(Router router)
{
    router.Sink.ReceiveTimeout = 2000;
    var answer = Inside(router.Client, () => Bound(SocketType.Dgram, source, 4001));
    foreach (var packet in new[] { router.Denied, router.New, router.Established })
        router.Raw.SendTo(packet, new IPEndPoint(server, 0));
    var from = new List<int>();
    EndPoint end = new IPEndPoint(IPAddress.Any, 0);
    while (from.Count < (router.Name == "none" ? 3 : 2))
    {
        router.Sink.ReceiveFrom(new byte[100], ref end);
        from.Add(((IPEndPoint)end).Port);
        if (from[^1] == 4001)
            router.Sink.SendTo(new byte[8], end);
    }
    answer.ReceiveTimeout = 2000;
    answer.Receive(new byte[100]);
    answer.Dispose();
    if (from.Contains(4003) != (router.Name == "none"))
        throw new InvalidOperationException($"{router.Name}: what is denied came through, or the other way round");
    Inside(router.Client, () => { Connect(router); return 0; });
    // From here on nobody reads: the sink's buffer is full, and a packet ends there.
}

// Nanoseconds of this thread's CPU time for each.
static long Cost(Action work)
{
    var (begin, wall, done) = (Cpu(), Environment.TickCount64, 0L);
    while (Cpu() - begin < Turn && Environment.TickCount64 - wall < 1000)
    {
        for (var i = 0; i < Batch; i++)
            work();
        done += Batch;
    }
    return (Cpu() - begin) / done;
}

void Send(Router router, byte[] packet) => router.Raw.SendTo(packet, SocketFlags.None, router.To);

// Through the last of the port forwards: made, taken, ended. In the client's namespace.
void Connect(Router router)
{
    using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    socket.LingerState = new LingerOption(true, 0);
    socket.Connect(router.Name == "none" ? new IPEndPoint(server, 80) : forwarded);
}

static void Serve(Socket listener)
{
    while (true)
    {
        listener.Accept().Dispose();
    }
}

static Socket Bound(SocketType type, IPAddress address, int port)
{
    var socket = new Socket(AddressFamily.InterNetwork, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
    socket.Bind(new IPEndPoint(address, port));
    return socket;
}

// IPv4 and UDP without a checksum, 64 bytes in all.
byte[] Datagram(IPAddress from, ushort port)
{
    var packet = new byte[64];
    packet[0] = 0x45;
    BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), 64);
    packet[8] = 64;
    packet[9] = 17;
    from.TryWriteBytes(packet.AsSpan(12), out _);
    server.TryWriteBytes(packet.AsSpan(16), out _);
    BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(20), port);
    BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(22), 5001);
    BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(24), 44);
    return packet;
}

T Inside<T>(int process, Func<T> make)
{
    using var there = File.OpenHandle($"/proc/{process}/ns/net", share: FileShare.ReadWrite | FileShare.Delete);
    using var here = File.OpenHandle("/proc/thread-self/ns/net", share: FileShare.ReadWrite | FileShare.Delete);
    if (setns((int)there.DangerousGetHandle(), 0) != 0)
        throw new InvalidOperationException($"no way into the namespace of {process}");
    try
    {
        return make();
    }
    finally
    {
        _ = setns((int)here.DangerousGetHandle(), 0);
    }
}

static long Cpu()
{
    _ = clock_gettime(3, out var time);
    return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
}

[DllImport("libc", SetLastError = true)]
static extern int setns(int space, int kind);

[DllImport("libc")]
static extern int clock_gettime(int clock, out Time time);

internal record struct Time(long Seconds, long Nanoseconds);

internal sealed record Router(string Name, int Client, Socket Raw, Socket Sink, byte[] Established, byte[] New, byte[] Denied)
{
    public SocketAddress To { get; } = new IPEndPoint(IPAddress.Parse("10.0.0.1"), 0).Serialize();
}
