using System.Net;
using System.Net.Sockets;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Lab;

/// <summary>Watches a boot from the client's side, without asking the router for anything that would slow it down.</summary>
internal static class BootProbes
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly int[] ServicePorts = [22, 53, 445, 3128];

    /// <summary>When the LAN address first answers: a closed port's refusal is enough.</summary>
    public static async Task<MachineTime> AnswersAsync(
        LabNetwork network, QemuMachine machine, IPAddress router, CancellationToken stopping)
    {
        using var socket = Udp(network.Client, new IPEndPoint(router, 9));
        while (true)
        {
            try
            {
                await SendAsync(socket, stopping);
                using var soon = CancellationTokenSource.CreateLinkedTokenSource(stopping);
                soon.CancelAfter(Pause);
                await socket.ReceiveAsync(new byte[1], soon.Token);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                return machine.Time;
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                // No answer yet.
            }
        }
    }

    /// <summary>When the first packet of the client arrives outside, and as whose it comes.</summary>
    public static async Task<(MachineTime Time, IPAddress From)> ForwardsAsync(
        LabNetwork network, QemuMachine machine, CancellationToken stopping)
    {
        var from = await FirstPacketAsync(network, stopping);
        return (machine.Time, from);
    }

    /// <summary>The same, which says how long it took; as whose it comes.</summary>
    /// <exception cref="MachineException">Nothing arrived in time; the message has the machine's last lines.</exception>
    public static async Task<IPAddress> ForwardsAsync(
        LabNetwork network, QemuMachine machine, TimeSpan within, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(within);
        try
        {
            var (time, from) = await ForwardsAsync(network, machine, deadline.Token);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"first NATed packet after {time.Wall.TotalSeconds:0.0} s, {time.Processor.TotalSeconds:0.0} CPU-s");
            return from;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new MachineException($"no packet after {within}; its last lines:\n{machine.Console.Transcript.Tail}");
        }
    }

    /// <summary>Sends from the client until something arrives outside; as whose it comes.</summary>
    public static async Task<IPAddress> FirstPacketAsync(LabNetwork network, CancellationToken stopping)
    {
        using var receiver = Receiver(network);
        using var sender = Udp(network.Client, new IPEndPoint(LabNetwork.Server, 9));
        var arrival = receiver.ReceiveFromAsync(new byte[1], new IPEndPoint(IPAddress.Any, 0), stopping).AsTask();
        while (!arrival.IsCompleted)
        {
            await SendAsync(sender, stopping);
            await Task.WhenAny(arrival, Task.Delay(Pause, stopping));
        }
        return ((IPEndPoint)(await arrival).RemoteEndPoint).Address;
    }

    /// <summary>Sends from the client, until it is stopped; the longest time in which nothing arrived outside.</summary>
    public static async Task<MachineTime> LongestGapAsync(LabNetwork network, QemuMachine machine, CancellationToken until)
    {
        using var receiver = Receiver(network);
        using var sender = Udp(network.Client, new IPEndPoint(LabNetwork.Server, 9));
        var (last, longest) = (machine.Time, default(MachineTime));
        var sending = Task.Run(async () =>
        {
            while (!until.IsCancellationRequested)
            {
                await SendAsync(sender, CancellationToken.None);
                await Task.Delay(Pause * 2, CancellationToken.None);
            }
        }, CancellationToken.None);
        try
        {
            while (true)
            {
                await receiver.ReceiveFromAsync(new byte[1], new IPEndPoint(IPAddress.Any, 0), until);
                var now = machine.Time;
                if (now.Wall - last.Wall > longest.Wall)
                    longest = new MachineTime(now.Wall - last.Wall, now.Processor - last.Processor);
                last = now;
            }
        }
        catch (OperationCanceledException)
        {
            await sending;
            return longest;
        }
    }

    /// <summary>When SSH, DNS, Samba and Squid all take connections.</summary>
    public static async Task<MachineTime> ServesAsync(LabNetwork network, QemuMachine machine, IPAddress router, CancellationToken stopping)
    {
        foreach (var port in ServicePorts)
        {
            while (!await TakesAsync(network.Client, new IPEndPoint(router, port), TimeSpan.FromSeconds(1), stopping))
                await Task.Delay(Pause, stopping);
        }
        return machine.Time;
    }

    /// <summary>Whether somebody takes a TCP connection.</summary>
    public static async Task<bool> TakesAsync(Namespace from, IPEndPoint to, TimeSpan within, CancellationToken stopping)
    {
        using var socket = from.Inside(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(within);
        try
        {
            await socket.ConnectAsync(to, deadline.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            return false;
        }
    }

    private static Socket Receiver(LabNetwork network) => network.Outside.Inside(() =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(LabNetwork.Server, 9));
        return socket;
    });

    private static Socket Udp(Namespace where, IPEndPoint to) => where.Inside(() =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(to);
        return socket;
    });

    private static async Task SendAsync(Socket socket, CancellationToken stopping)
    {
        try
        {
            await socket.SendAsync(new byte[] { 1 }, stopping);
        }
        catch (SocketException e)
            when (e.SocketErrorCode is SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown)
        {
            await Task.Delay(Pause, stopping);
        }
    }
}
