using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Router.Core.Edges;
using SharpPcap;
using SharpPcap.LibPcap;

namespace Router.Linux.Edges.Capture;

/// <summary>A packet as it passed: the first bytes of it, how long it was, and what the link's headers are (DLT_…).</summary>
public sealed record CapturedPacket(DateTimeOffset Time, byte[] Bytes, int Length, int LinkType);

/// <summary>Packets of one link, by libpcap.</summary>
public static class PacketCapture
{
    private const int Snapshot = 2048;
    private const int ReadTimeoutMilliseconds = 100;
    private const int Waiting = 1024;

    /// <summary>
    /// Captures until the enumeration ends. A reader that is too slow loses packets, and never holds up the network.
    /// </summary>
    /// <param name="link">The kernel's name.</param>
    /// <param name="filter">A pcap expression; null: everything.</param>
    /// <exception cref="ApplyException">No such link, a filter that is none, or no right to capture.</exception>
    public static async IAsyncEnumerable<CapturedPacket> FollowAsync(
        string link, string? filter, [EnumeratorCancellation] CancellationToken stopping)
    {
        var packets = Channel.CreateBounded<CapturedPacket>(
            new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropWrite });
        using var device = Open(link, filter, packets.Writer);
        try
        {
            await foreach (var packet in packets.Reader.ReadAllAsync(stopping))
                yield return packet;
        }
        finally
        {
            device.StopCapture();
        }
    }

    private static LibPcapLiveDevice Open(string link, string? filter, ChannelWriter<CapturedPacket> packets)
    {
        var operation = $"capture on {link}";
        try
        {
            var device = LibPcapLiveDeviceList.New().FirstOrDefault(d => d.Name == link)
                ?? throw new ApplyException(operation, 0, "there is no such link, or it is down");
            device.Open(new DeviceConfiguration { Snaplen = Snapshot, ReadTimeout = ReadTimeoutMilliseconds });
            if (filter is not null)
                SetFilter(device, filter);
            device.OnPacketArrival += (_, capture) =>
            {
                var raw = capture.GetPacket();
                packets.TryWrite(new CapturedPacket(
                    new DateTimeOffset(raw.Timeval.Date, TimeSpan.Zero), raw.Data, raw.PacketLength, (int)raw.LinkLayerType));
            };
            device.OnCaptureStopped += (_, _) => packets.TryComplete();
            device.StartCapture();
            return device;
        }
        catch (PcapException exception)
        {
            throw new ApplyException(operation, 0, exception.Message, exception);
        }
        catch (DllNotFoundException exception)
        {
            throw new ApplyException(operation, 0, "libpcap is not installed on this machine", exception);
        }
    }

    private static void SetFilter(LibPcapLiveDevice device, string filter)
    {
        try
        {
            device.Filter = filter;
        }
        catch (PcapException exception)
        {
            device.Dispose();
            throw new ApplyException($"filter \"{filter}\"", 0, exception.Message, exception);
        }
    }
}
