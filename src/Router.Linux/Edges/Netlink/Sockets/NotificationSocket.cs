using System.Runtime.InteropServices;
using Router.Core.Edges;

namespace Router.Linux.Edges.Netlink.Sockets;

/// <summary>A netlink socket that listens to groups, in the network namespace of the thread that opened it.</summary>
internal sealed class NotificationSocket : IDisposable
{
    private const int BufferLength = 1 << 16;
    private const int ReceiveBuffer = 1 << 23;
    private const int AddressLength = 12;
    private readonly byte[] buffer = new byte[BufferLength];

    private NotificationSocket(int handle) => Handle = handle;

    public int Handle { get; }

    /// <param name="groups">By their numbers, 1 to 32.</param>
    /// <exception cref="ApplyException">The kernel has no such socket.</exception>
    public static unsafe NotificationSocket Open(int protocol, params ReadOnlySpan<int> groups)
    {
        var handle = Libc.Socket(Libc.NetlinkFamily, Libc.Raw | Libc.CloseOnExec | Libc.NonBlocking, protocol);
        if (handle < 0)
            throw Error();
        // struct sockaddr_nl: family, padding, port (the kernel chooses), mask of groups.
        var address = stackalloc uint[3] { Libc.NetlinkFamily, 0, 0 };
        foreach (var group in groups)
            address[2] |= 1u << (group - 1);
        var size = ReceiveBuffer;
        _ = Libc.SetSocketOption(handle, Libc.SocketLevel, Libc.ReceiveBufferForce, &size, sizeof(int));
        if (Libc.Bind(handle, address, AddressLength) != 0)
        {
            var error = Error();
            _ = Libc.Close(handle);
            throw error;
        }
        return new NotificationSocket(handle);
    }

    public void Dispose() => _ = Libc.Close(Handle);

    /// <summary>
    /// One datagram. <see cref="Received.Nothing"/>: none is there. <see cref="Received.Overflow"/>: some did not fit and are gone.
    /// </summary>
    public unsafe Received Receive(out ReadOnlySpan<byte> datagram)
    {
        datagram = default;
        fixed (byte* data = buffer)
        {
            var length = Libc.Receive(Handle, data, BufferLength, 0);
            if (length >= 0)
            {
                datagram = buffer.AsSpan(0, (int)length);
                return Received.Datagram;
            }
        }
        return Marshal.GetLastPInvokeError() switch
        {
            Libc.TryAgain or Libc.Interrupted => Received.Nothing,
            Libc.NoBufferSpace => Received.Overflow,
            _ => throw Error(),
        };
    }

    private static ApplyException Error() =>
        new("listen to the kernel", Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage());
}

internal enum Received
{
    Nothing,
    Datagram,
    Overflow,
}
