using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
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

    /// <summary>With what the kernel puts before it, half a page: the longest packet of a link of 1,500 bytes, twice in a page.</summary>
    private const int Snapshot = 1900;
    private const int Frame = 2048;

    /// <summary>So many are told at most before the answers to them go.</summary>
    private const int MostAtOnce = 64;

    private const int RetryMilliseconds = 100;

    /// <summary>Packet type, hardware type, address length (each 16 bits), address (8 bytes), protocol.</summary>
    private const int CookedHeader = 16;

    private readonly Device device;
    private readonly int wake;
    private readonly byte[] packet = new byte[Snapshot];
    private readonly Action<MeshEvent> tell;
    private readonly Action rest;
    private readonly Thread thread;
    private volatile bool ended;

    /// <param name="burst">So many packets may wait to be read.</param>
    /// <param name="tell">Called on a thread of the capture's own. It must not throw. A packet is good until it returns.</param>
    /// <param name="rest">Called behind the last of the packets that were there.</param>
    public NhrpCapture(string link, int burst, Action<MeshEvent> tell, Action rest)
    {
        (this.tell, this.rest) = (tell, rest);
        thread = new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = $"NHRP of {link}" };
        var operation = $"capture NHRP on {link}";
        device = Open(link, burst, operation);
        try
        {
            wake = Libc.OpenEvent(operation);
            thread.Start();
        }
        catch
        {
            Close();
            throw;
        }
    }

    public unsafe void Dispose()
    {
        ended = true;
        var one = 1L;
        _ = Libc.Write(wake, (byte*)&one, sizeof(long));
        thread.Join();
        Close();
    }

    /// <summary>What is open so far.</summary>
    private void Close()
    {
        if (wake > 0)
            _ = Libc.Close(wake);
        device.Dispose();
    }

    private static Device Open(string link, int burst, string operation)
    {
        Device? device = null;
        try
        {
            if (LibPcapLiveDeviceList.New().FirstOrDefault(d => d.Name == link)?.Interface is not PcapInterface found)
                throw new ApplyException(operation, 0, "there is no such link, or it is down");
            device = new Device(found);
            device.Open(new DeviceConfiguration
            {
                Mode = DeviceModes.MaxResponsiveness,
                Snaplen = Snapshot,
                BufferSize = burst * Frame,
            });
            device.Filter = Filter;
            device.NonBlockingMode = true;
            return device;
        }
        catch (DllNotFoundException exception)
        {
            throw new ApplyException(operation, 0, "libpcap is not installed on this machine", exception);
        }
        catch (Exception exception)
        {
            device?.Dispose();
            throw exception as ApplyException ?? new ApplyException(operation, 0, exception.Message, exception);
        }
    }

    private unsafe void Run()
    {
        Libc.PreferBatches();
        var sources = stackalloc PollEntry[2];
        sources[0] = new PollEntry { Handle = device.Descriptor, Events = PollEntry.In };
        sources[1] = new PollEntry { Handle = wake, Events = PollEntry.In };
        while (!ended)
        {
            _ = Libc.Poll(sources, 2, -1);
            if (!TryRead(out var failed) && failed)
                Thread.Sleep(RetryMilliseconds);
        }
    }

    /// <summary>Tells what is there, and returns whether that was anything.</summary>
    /// <param name="failed">libpcap could not read: the link is gone, or going.</param>
    private bool TryRead(out bool failed)
    {
        var read = 0;
        nint header = 0, data = 0;
        int result;
        do
        {
            result = device.GetNextPacketPointers(ref header, ref data);
            if (result == 1)
            {
                read++;
                Arrive(header, data);
            }
        }
        while (result == 1 && read < MostAtOnce);
        if (read > 0)
            rest();
        failed = result < 0;
        return read > 0;
    }

    /// <summary>struct pcap_pkthdr: a time of 16 bytes, how much was captured, how much there was.</summary>
    private void Arrive(nint header, nint data)
    {
        var length = Math.Min(Marshal.ReadInt32(header, 16), Snapshot);
        if (length <= CookedHeader)
            return;
        Marshal.Copy(data, packet, 0, length);
        var cooked = packet.AsMemory(0, length);
        if (BinaryPrimitives.ReadUInt16BigEndian(cooked.Span[4..]) == 4)
            tell(new MeshEvent.Arrived(new IPAddress(cooked.Span.Slice(6, 4)), cooked[CookedHeader..]));
    }

    private sealed class Device(PcapInterface found) : LibPcapLiveDevice(found)
    {
        public int Descriptor => FileDescriptor;
    }
}
