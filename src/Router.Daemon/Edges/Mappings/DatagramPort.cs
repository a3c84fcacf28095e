using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Router.Daemon.Edges.Mappings;

/// <summary>A UDP port of one link: at one address of it, or at a group that hosts of the link send to.</summary>
internal sealed class DatagramPort : IDisposable
{
    /// <summary>Longer ones are cut, and are none then.</summary>
    private const int Longest = 2048;

    /// <summary>More are not looked at, whoever sends them.</summary>
    private const int MostASecond = 1000;

    private const int SocketLevel = 1, BindToDevice = 25;

    private readonly Socket socket;
    private readonly CancellationTokenSource ending = new();

    private DatagramPort(Socket socket) => this.socket = socket;

    /// <param name="link">The kernel's name; what arrives on others is not heard.</param>
    /// <param name="local">An address of the link, or the group with its port.</param>
    /// <param name="member">Of a group: the address of the link that joins it; null: it is none.</param>
    /// <param name="heard">Is given each datagram; the bytes are its own.</param>
    /// <exception cref="SocketException">The port cannot be had.</exception>
    public static DatagramPort Open(string link, IPEndPoint local, IPAddress? member, Action<DatagramPort, byte[], IPEndPoint> heard)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
            socket.SetRawSocketOption(SocketLevel, BindToDevice, Encoding.ASCII.GetBytes(link + '\0'));
            socket.Bind(local);
            if (member is null)
            {
                socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, local.Address.GetAddressBytes());
                socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, 2);
            }
            else
            {
                socket.SetSocketOption(
                    SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(local.Address, member));
            }
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        var port = new DatagramPort(socket);
        _ = port.ReceiveAsync(heard);
        return port;
    }

    /// <summary>What cannot be sent now is lost, as on the way.</summary>
    public void Send(byte[] bytes, IPEndPoint to)
    {
        try
        {
            socket.SendTo(bytes, SocketFlags.None, to);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Whoever asked asks again.
        }
    }

    public void Dispose()
    {
        ending.Cancel();
        socket.Dispose();
        ending.Dispose();
    }

    private async Task ReceiveAsync(Action<DatagramPort, byte[], IPEndPoint> heard)
    {
        await Task.Yield();
        var buffer = new byte[Longest];
        var (stopping, from) = (ending.Token, new SocketAddress(AddressFamily.InterNetwork));
        var anyone = new IPEndPoint(IPAddress.Any, 0);
        var (second, count) = (0L, 0);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var length = await socket.ReceiveFromAsync(buffer, SocketFlags.None, from, stopping);
                if (Stopwatch.GetTimestamp() / Stopwatch.Frequency is var now && now != second)
                    (second, count) = (now, 0);
                if (++count <= MostASecond)
                    heard(this, buffer[..length], (IPEndPoint)anyone.Create(from));
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // An answer of before was refused by the host, or the link is down.
                await Task.Delay(TimeSpan.FromMilliseconds(100), stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
