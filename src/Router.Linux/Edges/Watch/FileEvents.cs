using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Router.Core.Edges;

namespace Router.Linux.Edges.Watch;

/// <summary>
/// Files by inotify(7): the folders that hold them are watched, so that one that is replaced or not yet there is seen too.
/// </summary>
internal sealed class FileEvents : IDisposable
{
    private const uint Written = 0x8, Attributes = 0x4, MovedFrom = 0x40, MovedTo = 0x80, Created = 0x100, Deleted = 0x200;
    private const uint FolderDeleted = 0x400, FolderMoved = 0x800, OnlyFolders = 0x1000000;
    private const uint Overflow = 0x4000, Ended = 0x8000;
    private const int EventHeader = 16;
    private const int BufferLength = 1 << 16;

    private readonly Lock gate = new();
    private readonly Dictionary<int, string> folders = [];
    private readonly byte[] buffer = new byte[BufferLength];
    private Dictionary<string, string> names = [];

    private FileEvents(int handle) => Handle = handle;

    public int Handle { get; }

    /// <exception cref="ApplyException">The kernel gives none.</exception>
    public static FileEvents Open() => Libc.OpenFileEvents(Libc.CloseOnExec | Libc.NonBlocking) is var handle and >= 0
        ? new FileEvents(handle)
        : throw new ApplyException("watch files", Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage());

    public void Dispose() => _ = Libc.Close(Handle);

    /// <summary>Path to the name under which its change is told. A folder that is not there is not watched.</summary>
    public void Follow(IReadOnlyDictionary<string, string> namesByPath)
    {
        lock (gate)
        {
            names = new Dictionary<string, string>(namesByPath);
            var wanted = names.Keys.Select(path => Path.GetDirectoryName(path)!).ToHashSet();
            foreach (var (watch, folder) in folders.Where(f => !wanted.Contains(f.Value)).ToList())
            {
                _ = Libc.UnwatchFolder(Handle, watch);
                folders.Remove(watch);
            }
            foreach (var folder in wanted)
            {
                var watch = Libc.WatchFolder(
                    Handle,
                    folder,
                    Written | Attributes | MovedFrom | MovedTo | Created | Deleted | FolderDeleted | FolderMoved | OnlyFolders);
                if (watch >= 0)
                    folders[watch] = folder;
            }
        }
    }

    /// <summary>All that is there to be read.</summary>
    public unsafe void Read(Action<DeviceNotice> tell)
    {
        while (true)
        {
            nint length;
            fixed (byte* data = buffer)
                length = Libc.Read(Handle, data, BufferLength);
            if (length <= 0)
                return;
            lock (gate)
                Tell(buffer.AsSpan(0, (int)length), tell);
        }
    }

    /// <summary><c>struct inotify_event { int wd; uint32_t mask, cookie, len; char name[]; }</c></summary>
    private void Tell(ReadOnlySpan<byte> events, Action<DeviceNotice> tell)
    {
        while (events.Length >= EventHeader)
        {
            var watch = BinaryPrimitives.ReadInt32LittleEndian(events);
            var mask = BinaryPrimitives.ReadUInt32LittleEndian(events[4..]);
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(events[12..]);
            var name = Encoding.UTF8.GetString(events.Slice(EventHeader, length).TrimEnd((byte)0));
            events = events[(EventHeader + length)..];
            if ((mask & Overflow) != 0)
                tell(new DeviceNotice.Lost());
            else if ((mask & Ended) != 0)
                folders.Remove(watch);
            else if (folders.TryGetValue(watch, out var folder))
                Tell(folder, name, mask, tell);
        }
    }

    private void Tell(string folder, string name, uint mask, Action<DeviceNotice> tell)
    {
        if ((mask & (FolderDeleted | FolderMoved)) != 0)
            tell(new DeviceNotice.Changed(folder));
        else if (names.TryGetValue(Path.Combine(folder, name), out var known))
            tell(new DeviceNotice.Changed(known));
    }
}
