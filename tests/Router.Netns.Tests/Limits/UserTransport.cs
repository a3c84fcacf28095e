using System.Net.Sockets;
using System.Runtime.InteropServices;
using Router.Api.Edges;
using Router.Features.SystemSettings;

namespace Router.Netns.Tests.Limits;

/// <summary>
/// Connects as a user of the router. The kernel tells a listener the effective user of the thread that connects, and the system call (other
/// than libc's function of that name) changes one thread alone.
/// </summary>
internal sealed partial class UserTransport(string path, string user) : ITransport
{
    private const long SetResUid = 117;
    private const long AsItIs = -1;

    public Task<Stream> ConnectAsync(CancellationToken stopping) => Task.FromResult<Stream>(new NetworkStream(Connect(), ownsSocket: true));

    public Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        Exception? failure = null;
        // A thread of its own: it is never given back as another user than the others are.
        var thread = new Thread(() =>
        {
            try
            {
                if (RuntimeInformation.ProcessArchitecture != Architecture.X64
                    || SystemCall(SetResUid, AsItIs, UserIds.Of(user), AsItIs) != 0)
                    throw new IOException($"cannot be {user}: {Marshal.GetLastPInvokeErrorMessage()} (these tests want root on x86_64)");
                socket.Connect(new UnixDomainSocketEndPoint(path));
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? socket : throw failure;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, long real, long effective, long saved);
}
