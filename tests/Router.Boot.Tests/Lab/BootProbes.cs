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
        using var receiver = network.Outside.Inside(() =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(LabNetwork.Server, 9));
            return socket;
        });
        using var sender = Udp(network.Client, new IPEndPoint(LabNetwork.Server, 9));
        var arrival = receiver.ReceiveFromAsync(new byte[1], new IPEndPoint(IPAddress.Any, 0), stopping).AsTask();
        while (!arrival.IsCompleted)
        {
            await SendAsync(sender, stopping);
            await Task.WhenAny(arrival, Task.Delay(Pause, stopping));
        }
        return (machine.Time, ((IPEndPoint)(await arrival).RemoteEndPoint).Address);
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
