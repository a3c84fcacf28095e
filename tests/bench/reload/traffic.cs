#:property RestorePackagesWithLockFile=false
// traffic send ADDRESS SECONDS | receive SECONDS: numbered datagrams, one each 200 µs, to port 7000; each end prints how many.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

const int Port = 7000;
var interval = TimeSpan.FromMicroseconds(200);
using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 26 };
switch (args)
{
    case ["send", var address, var seconds]:
        Console.WriteLine(Send(new IPEndPoint(IPAddress.Parse(address), Port), Seconds(seconds)));
        return 0;
    case ["receive", var seconds]:
        Console.WriteLine(Receive(Seconds(seconds)));
        return 0;
    default:
        Console.Error.WriteLine("usage: traffic send ADDRESS SECONDS | receive SECONDS");
        return 2;
}

static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));

int Send(IPEndPoint to, TimeSpan span)
{
    var watch = Stopwatch.StartNew();
    var sent = 0;
    while (watch.Elapsed < span)
    {
        socket.SendTo(BitConverter.GetBytes(sent++), to);
        while (watch.Elapsed < sent * interval)
            Thread.SpinWait(20);
    }
    return sent;
}

int Receive(TimeSpan span)
{
    socket.Bind(new IPEndPoint(IPAddress.Any, Port));
    socket.ReceiveTimeout = 200;
    var watch = Stopwatch.StartNew();
    var buffer = new byte[4];
    var received = 0;
    while (watch.Elapsed < span)
    {
        try
        {
            socket.Receive(buffer);
            received++;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut)
        {
            // Silence is what is measured.
        }
    }
    return received;
}
