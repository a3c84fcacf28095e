using System.Runtime.InteropServices;
using System.Threading.Channels;
using Router.Core.Edges;
using Router.Core.State;
using Router.Core.Values;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Linux.Edges.Nft;
using Router.Linux.Edges.Services;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Watch;

/// <summary>
/// One thread that sleeps in poll(2) on what the kernel tells of links, addresses, routes and nf_tables, and on inotify. It is of
/// the network namespace of the thread that opened it.
/// </summary>
public sealed class DeviceWatch : IDeviceWatch
{
    private const int LinkGroup = 1, Address4Group = 5, Route4Group = 7, Address6Group = 9, Route6Group = 11;
    private const int Forever = -1;

    private readonly LinuxPaths paths;
    private readonly IServiceManager services;
    private readonly NotificationSocket route;
    private readonly NotificationSocket netfilter;
    private readonly FileEvents files;
    private readonly int wake;
    private readonly Thread thread;
    private readonly RulesetTransactions transactions = new(RulesetFingerprint.Table, RulesetFingerprint.Prefix);
    private readonly Channel<DeviceNotice> notices = Channel.CreateUnbounded<DeviceNotice>(
        new UnboundedChannelOptions { SingleReader = true });

    private DeviceWatch(LinuxPaths paths, IServiceManager services)
    {
        (this.paths, this.services) = (paths, services);
        thread = new Thread(Run) { IsBackground = true, Name = "device watch" };
        route = NotificationSocket.Open(Libc.RouteProtocol, LinkGroup, Address4Group, Route4Group, Address6Group, Route6Group);
        try
        {
            netfilter = NotificationSocket.Open(Libc.NetfilterProtocol, RulesetNotice.Group);
            files = FileEvents.Open();
            wake = Libc.OpenEvent("watch the device");
            thread.Start();
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <exception cref="ApplyException">The kernel does not let this process listen.</exception>
    public static DeviceWatch Open(LinuxPaths paths, IServiceManager services) => new(paths, services);

    public IAsyncEnumerable<DeviceNotice> ReadAsync(CancellationToken stopping) => notices.Reader.ReadAllAsync(stopping);

    public void Follow(IReadOnlyCollection<string> files, IReadOnlyCollection<string> services)
    {
        var names = files.DistinctBy(paths.InRoot).ToDictionary(paths.InRoot, path => path);
        foreach (var service in services)
        {
            foreach (var mark in this.services.Marks(service))
                names[mark] = $"service {service}";
        }
        this.files.Follow(names);
    }

    public Task BreakSealAsync(CancellationToken stopping)
    {
        NftProgram.BreakSeal();
        return Task.CompletedTask;
    }

    public unsafe void Dispose()
    {
        var one = 1UL;
        _ = Libc.Write(wake, (byte*)&one, sizeof(ulong));
        thread.Join();
        Close();
    }

    /// <summary>What is open so far.</summary>
    private void Close()
    {
        if (wake > 0)
            _ = Libc.Close(wake);
        files?.Dispose();
        netfilter?.Dispose();
        route.Dispose();
    }

    private void Run()
    {
        try
        {
            while (Wait() is var ready && !ready.Wake)
            {
                if (ready.Route)
                    Drain(route, TakeRoute);
                if (ready.Netfilter)
                    Drain(netfilter, TakeNetfilter);
                if (ready.Files)
                    files.Read(Tell);
            }
            notices.Writer.TryComplete();
        }
        catch (Exception exception)
        {
            // An exception that nobody catches on a thread ends the daemon.
            notices.Writer.TryComplete(exception);
        }
    }

    private unsafe (bool Wake, bool Route, bool Netfilter, bool Files) Wait()
    {
        var entries = stackalloc PollEntry[4];
        ReadOnlySpan<int> handles = [wake, route.Handle, netfilter.Handle, files.Handle];
        for (var i = 0; i < handles.Length; i++)
            entries[i] = new PollEntry { Handle = handles[i], Events = PollEntry.In };
        if (Libc.Poll(entries, 4, Forever) < 0 && Marshal.GetLastPInvokeError() != Libc.Interrupted)
            throw new ApplyException("wait for the kernel", Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage());
        return (entries[0].Happened != 0, entries[1].Happened != 0, entries[2].Happened != 0, entries[3].Happened != 0);
    }

    private void Drain(NotificationSocket socket, MessageHandler take)
    {
        while (socket.Receive(out var datagram) is var received && received != Received.Nothing)
        {
            if (received == Received.Overflow)
            {
                transactions.Forget();
                Tell(new DeviceNotice.Lost());
                continue;
            }
            var reader = new NetlinkReader(datagram);
            while (reader.Next())
                take(reader.Type, reader.Payload);
        }
    }

    private void TakeRoute(ushort type, ReadOnlySpan<byte> payload)
    {
        switch (type)
        {
            case RouteNetlink.NewLink or RouteNetlink.DelLink when LinkMessage.TryDecode(payload, out var link):
                Tell(new DeviceNotice.Link(
                    link.Index, link.Name, link.Is(RouteNetlink.FlagUp), link.Is(RouteNetlink.FlagRunning), type == RouteNetlink.DelLink));
                break;
            case RouteNetlink.NewAddress or RouteNetlink.DelAddress when AddressMessage.TryDecode(payload, out var address):
                Tell(new DeviceNotice.Address(
                    address.Link, new InterfaceAddress(address.Address, address.PrefixLength), type == RouteNetlink.DelAddress));
                break;
            case RouteNetlink.NewRoute or RouteNetlink.DelRoute
                when RouteMessage.TryDecode(payload, out var known) && known.Protocol == Route.Protocol
                    && known.Table == RouteNetlink.MainTable:
                Tell(new DeviceNotice.OwnRoute());
                break;
            case RouteNetlink.NewRoute
                when RouteMessage.TryDecode(payload, out var learned) && learned.SaysOnLink
                    && learned.Protocol is RouteNetlink.ProtocolDhcp or RouteNetlink.ProtocolAdvertisement:
                Tell(new DeviceNotice.LearnedNetwork());
                break;
        }
    }

    private void TakeNetfilter(ushort type, ReadOnlySpan<byte> payload)
    {
        if (RulesetNotice.TryDecode(type, payload, out var notice) && transactions.Take(notice) is { } firewall)
            Tell(firewall);
    }

    private void Tell(DeviceNotice notice) => notices.Writer.TryWrite(notice);
}
