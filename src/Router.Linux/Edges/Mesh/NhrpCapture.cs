using System.Buffers.Binary;
using System.Net;
using Router.Core.Edges;
using Router.Mesh.Events;
using SharpPcap;
using SharpPcap.LibPcap;

namespace Router.Linux.Edges.Mesh;

/// <summary>
/// NHRP packets that come in by a tunnel link, by libpcap with a filter that the kernel runs: nothing else is copied here.
/// The link has no header that libpcap knows, so it gives its own (DLT_LINUX_SLL), which holds the outer source address.
/// </summary>
internal sealed class NhrpCapture : IDisposable
{
    private const string Filter = "inbound and ether proto 0x2001";
    private const int Snapshot = 2048;
    private const int ReadTimeoutMilliseconds = 1000;

    /// <summary>Packet type, hardware type, address length (each 16 bits), address (8 bytes), protocol.</summary>
    private const int CookedHeader = 16;

    private readonly LibPcapLiveDevice device;

    /// <param name="burst">So many packets may wait to be read.</param>
    /// <param name="tell">Called on a thread of the capture's own. It must not throw.</param>
    public NhrpCapture(string link, int burst, Action<MeshEvent> tell)
    {
        var operation = $"capture NHRP on {link}";
        try
        {
            device = LibPcapLiveDeviceList.New().FirstOrDefault(d => d.Name == link) ?? throw new ApplyException(operation, 0, "there is no such link, or it is down");
            device.Open(new DeviceConfiguration
            {
                Mode = DeviceModes.MaxResponsiveness,
                Snaplen = Snapshot,
                ReadTimeout = ReadTimeoutMilliseconds,
                BufferSize = burst * (Snapshot + 256),
            });
            device.Filter = Filter;
            device.OnPacketArrival += (_, capture) => Arrive(capture.Data, tell);
            device.StartCapture();
        }
        catch (Exception exception) when (exception is PcapException or PlatformNotSupportedException)
        {
            device?.Dispose();
            throw new ApplyException(operation, 0, exception.Message, exception);
        }
        catch (DllNotFoundException exception)
        {
            throw new ApplyException(operation, 0, "libpcap is not installed on this machine", exception);
        }
    }

    public void Dispose()
    {
        device.StopCapture();
        device.Dispose();
    }

    private static void Arrive(ReadOnlySpan<byte> cooked, Action<MeshEvent> tell)
    {
        if (cooked.Length > CookedHeader && BinaryPrimitives.ReadUInt16BigEndian(cooked[4..]) == 4)
            tell(new MeshEvent.Arrived(new IPAddress(cooked.Slice(6, 4)), cooked[CookedHeader..].ToArray()));
    }
}
