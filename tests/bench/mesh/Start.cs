using System.Diagnostics;
using System.Net;
using Router.Wire.Nhrp;

namespace Router.Bench.Mesh;

/// <summary>From the start of a spoke's daemon to the answer to its registration, as the wire has it.</summary>
internal static class Start
{
    private const int RegistrationRequest = (int)NhrpPacketType.RegistrationRequest,
        RegistrationReply = (int)NhrpPacketType.RegistrationReply;

    public static int Run(TimeSpan within, IReadOnlyList<string> command)
    {
        using var sockets = new Sockets(IPAddress.Loopback, sent: true);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true })!;
        TimeSpan? asked = null;
        while (clock.Elapsed < within)
        {
            sockets.Wait(100);
            for (int i = 0, received = sockets.Receive(); i < received; i++)
            {
                if (!TunnelPacket.TryRead(sockets.Received(i), out var packet) || !packet.IsNhrp)
                    continue;
                if (packet.Payload[17] == RegistrationRequest)
                    asked ??= clock.Elapsed;
                if (packet.Payload[17] != RegistrationReply || asked is null)
                    continue;
                Console.WriteLine($"asked {asked.Value.TotalMilliseconds:F3} registered {clock.Elapsed.TotalMilliseconds:F3}");
                return 0;
            }
        }
        Console.WriteLine("asked - registered -");
        return 1;
    }
}
