using System.Runtime.InteropServices;
using System.Text;
using Router.Core.Edges;

namespace Router.Linux.Edges.Scratch;

/// <summary>
/// A link whose far end is this process: what is written to it arrives on the link, what is sent by the link can be read. It has
/// no neighbours to be asked for, so a packet leaves at once.
/// </summary>
internal sealed class TunLink : IDisposable
{
    private const string Device = "/dev/net/tun";
    private const int ReadWrite = 2, NonBlocking = 0x800;

    /// <summary>TUNSETIFF with IFF_TUN | IFF_NO_PI: packets of IP, with nothing in front.</summary>
    private const nuint SetInterface = 0x400454CA;
    private const ushort Flags = 0x1001;
    private const int RequestLength = 40, NameLength = 16, MostBytes = 65536;
    private readonly int handle;

    private TunLink(string name, int handle) => (Name, this.handle) = (name, handle);

    public string Name { get; }

    /// <summary>In the network namespace of the calling thread.</summary>
    /// <exception cref="ApplyException">The kernel has no tun devices, or does not want the name.</exception>
    public static unsafe TunLink Create(string name)
    {
        var handle = Libc.OpenFile(Device, ReadWrite | NonBlocking | Libc.CloseOnExec);
        if (handle < 0)
            throw Error($"open {Device} (the kernel's module tun)");
        Span<byte> request = stackalloc byte[RequestLength];
        request.Clear();
        Encoding.UTF8.GetBytes(name, request[..(NameLength - 1)]);
        BitConverter.TryWriteBytes(request[NameLength..], Flags);
        fixed (byte* data = request)
        {
            if (Libc.Control(handle, SetInterface, data) < 0)
            {
                var error = Error($"make the stand-in {name}");
                _ = Libc.Close(handle);
                throw error;
            }
        }
        return new TunLink(name, handle);
    }

    /// <summary>Returns when the kernel has decided on the packet.</summary>
    /// <exception cref="ApplyException">The kernel does not take it: the link is down, or it is no packet.</exception>
    public unsafe void Inject(ReadOnlySpan<byte> packet)
    {
        fixed (byte* data = packet)
        {
            if (Libc.Write(handle, data, (nuint)packet.Length) < 0)
                throw Error($"send by {Name}");
        }
    }

    /// <summary>The next packet that left by the link; null: none did.</summary>
    public unsafe byte[]? TryTake()
    {
        var buffer = stackalloc byte[MostBytes];
        var length = Libc.Read(handle, buffer, MostBytes);
        return length > 0 ? new ReadOnlySpan<byte>(buffer, (int)length).ToArray() : null;
    }

    public void Dispose() => _ = Libc.Close(handle);

    private static ApplyException Error(string operation) =>
        new(operation, Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage());
}
