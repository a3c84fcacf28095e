using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Router.Core.Edges;

namespace Router.Linux.Edges;

/// <summary>System calls that .NET has no sockets for.</summary>
internal static partial class Libc
{
    public const int IPv6Family = 10, NetlinkFamily = 16, PacketFamily = 17, Datagram = 2, Raw = 3, DontWait = 0x40, CloseOnExec = 0x80000,
        NonBlocking = 0x800, RouteProtocol = 0, NetfilterProtocol = 12, GenericProtocol = 16;
    public const int NetlinkLevel = 270, ExtendedAck = 11, CapAck = 10, StrictCheck = 12, SocketLevel = 1, ReceiveBufferForce = 33,
        SendBufferForce = 32, ReceiveTimeout = 20, AttachFilter = 26, SocketMark = 36;
    public const int NotPermitted = 1, NoEntry = 2, Interrupted = 4, TryAgain = 11, Busy = 16, NoDevice = 19, Invalid = 22;
    public const int NoNetwork = 101, NoHost = 113, NoBufferSpace = 105;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    /// <summary><c>O_DIRECTORY</c>.</summary>
    public static int OnlyFolder => IsArm ? 0x4000 : 0x10000;

    /// <summary><c>O_NOFOLLOW</c>.</summary>
    public static int NoLink => IsArm ? 0x8000 : 0x20000;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static unsafe partial int SetSocketOption(int socket, int level, int option, void* value, uint length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static unsafe partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventHandle(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static unsafe partial nint Read(int handle, byte* data, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static unsafe partial nint Write(int handle, byte* data, nuint length);

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    public static partial int OpenFileEvents(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int WatchFolder(int handle, string path, uint mask);

    [LibraryImport("libc", EntryPoint = "inotify_rm_watch", SetLastError = true)]
    public static partial int UnwatchFolder(int handle, int watch);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int FileStatus(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static unsafe partial nint Send(int socket, byte* data, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static unsafe partial nint Receive(int socket, byte* data, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    public static unsafe partial nint SendTo(int socket, byte* data, nuint length, int flags, void* address, uint addressLength);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static unsafe partial int SendMany(int socket, ManyMessages* messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "recvfrom", SetLastError = true)]
    public static unsafe partial nint ReceiveFrom(int socket, byte* data, nuint length, int flags, void* address, uint* addressLength);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static unsafe partial int Bind(int socket, void* address, uint length);

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    public static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static unsafe partial int Control(int file, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    private static unsafe partial int SetScheduler(int thread, int policy, int* priority);

    /// <summary>This thread does not take the processor from another when it wakes: what comes meanwhile it finds in one go.</summary>
    public static unsafe void PreferBatches()
    {
        const int batch = 3;
        var none = 0;
        _ = SetScheduler(0, batch, &none);
    }

    /// <summary>An eventfd.</summary>
    /// <exception cref="ApplyException">The kernel gives none.</exception>
    public static int OpenEvent(string operation) => EventHandle(0, CloseOnExec) is var handle and >= 0
        ? handle
        : throw new ApplyException(operation, Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage());

    /// <summary>A call that libc has no name for.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint Call(nint number, nint first, nint second, nint third);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int socket);

    [LibraryImport("libc", EntryPoint = "sethostname", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetHostName(string name, nuint length);

    /// <summary>0: there is no such link.</summary>
    [LibraryImport("libc", EntryPoint = "if_nametoindex", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial uint LinkIndex(string name);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    public static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);
}

/// <summary><c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public const short In = 1;

    public int Handle;
    public short Events;
    public short Happened;
}

/// <summary><c>struct sock_filter</c>: one instruction of the kernel's packet filter.</summary>
internal readonly record struct FilterStep(ushort Code, byte IfTrue, byte IfFalse, uint Value);

/// <summary><c>struct sock_fprog</c>.</summary>
internal unsafe struct FilterProgram
{
    public ushort Length;
    public FilterStep* Steps;
}

/// <summary><c>struct iovec</c>.</summary>
internal unsafe struct MemoryPart
{
    public byte* Start;
    public nuint Length;
}

/// <summary><c>struct mmsghdr</c>: where one of many messages goes, what is in it, and how much of it was sent.</summary>
internal unsafe struct ManyMessages
{
    public void* Address;
    public uint AddressLength;
    public MemoryPart* Parts;
    public nuint PartCount;
    public void* Control;
    public nuint ControlLength;
    public nuint FlagsAndPadding;
    public uint Sent;
}
