using System.Net;
using System.Net.Sockets;
using Router.Core.Edges;
using Router.Core.Flows;
using Router.Core.Planning;
using Router.Core.State;
using Router.Linux.Edges.Netlink;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Linux.Edges.Processes;
using Router.Linux.Edges.Services;
using Router.Linux.Edges.State;
using Router.Wire.Netlink;
using Router.Wire.Packets;

namespace Router.Linux.Edges.Scratch;

/// <summary>
/// The scratch namespace as the thread sees that lives in it: stand-ins for links, packets in and out, the kernel's traces.
/// </summary>
internal sealed class ScratchKernel : IDisposable
{
    private const string TraceTable =
        """
        table inet trace {
          chain prerouting { type filter hook prerouting priority -400; meta nftrace set 1; }
          chain output { type filter hook output priority -400; meta nftrace set 1; }
        }
        """;

    private readonly LinuxChangeApplier applier;
    private readonly Transaction transaction;
    private readonly NetlinkSocket route;
    private readonly TraceListener traces;
    private readonly Dictionary<string, TunLink> links = [];
    private DesiredState? current;
    private Learned currentLearned = Learned.Nothing;

    private ScratchKernel(string folder, ISetContents? lists)
    {
        var paths = new LinuxPaths(Path.Combine(folder, "root"), folder);
        applier = new LinuxChangeApplier(paths, new NoServices());
        if (lists is not null)
            applier.FillFrom(lists);
        transaction = new Transaction(new LinuxNetworkState(paths, new NoServices()), applier);
        route = NetlinkSocket.Route();
        try
        {
            traces = new TraceListener();
        }
        catch
        {
            route.Dispose();
            throw;
        }
    }

    public static async Task<ScratchKernel> OpenAsync(string folder, ISetContents? lists)
    {
        var kernel = new ScratchKernel(folder, lists);
        try
        {
            // No addresses, solicitations or checks of the links' own: the first packet is the one that is asked about.
            Sysctl.Write("net.ipv6.conf.default.addr_gen_mode", "1");
            Sysctl.Write("net.ipv6.conf.default.accept_dad", "0");
            Sysctl.Write("net.ipv6.conf.default.router_solicitations", "0");
            kernel.SetUp("lo");
            await LoadAsync(TraceTable, "trace packets");
            return kernel;
        }
        catch
        {
            kernel.Dispose();
            throw;
        }
    }

    /// <summary>As desired, with stand-ins for the links; nothing is done where that is what it is already.</summary>
    public async Task BecomeAsync(DesiredState desired, Learned learned, CancellationToken stopping)
    {
        if (current != desired || currentLearned != learned)
        {
            current = null;
            var wanted = StandIns.Of(desired, learned);
            StandInLinks(wanted);
            if (await transaction.RunAsync(wanted, dryRun: false, null, stopping) is TransactionResult.Failed failed)
                throw new ApplyException("try the configuration in a scratch namespace", 0, failed.Reason);
            traces.Learn(desired.Ruleset);
            (current, currentLearned) = (desired, learned);
        }
        else if (desired.Ruleset.HasLimits)
        {
            // What questions before used up of a limit is none of this one's business.
            await LoadAsync(desired.Ruleset.ToText(), "renew the limits");
            applier.FillAfresh(desired.Ruleset);
            traces.Learn(desired.Ruleset);
        }
        // Lists change between commits.
        await applier.FillAsync(desired.Ruleset, stopping);
        Forget();
    }

    public FlowTrace Trace(DesiredState desired, Flow asked, string? inputLink)
    {
        var flow = Filled(asked, desired, inputLink);
        var packet = new ProbePacket(flow.Protocol, flow.Source!, flow.SourcePort ?? 0, flow.Destination!, flow.DestinationPort ?? 0);
        Send(packet, inputLink);
        var names = LinkList.Read(route).ToDictionary(link => link.Index, link => link.Name);
        var (steps, mark) = traces.Read(packet, names);
        var left = links.Values.SelectMany(Taken).FirstOrDefault(l => l.Protocol == flow.Protocol && Leaves(steps));
        var to = steps.LastOrDefault(step => step.Destination is not null)?.Destination?.Address ?? flow.Destination!;
        var (found, error) = FindRoute(to, flow.Source!, inputLink, mark, names, left?.Link);
        return new FlowTrace
        {
            Sent = flow,
            InputLink = inputLink,
            Mark = mark,
            RoutedTo = to,
            Steps = [.. steps],
            Route = found,
            RouteError = error,
            Left = left
        };
    }

    public (FlowTrace Trace, bool Answered) Connect(DesiredState desired, Flow flow, string inputLink)
    {
        using var listener = new Socket(flow.Destination!.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(flow.IsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, flow.DestinationPort!.Value));
        listener.Listen(1);
        var packet = new ProbePacket(flow.Protocol, flow.Source!, flow.SourcePort!.Value, flow.Destination, flow.DestinationPort.Value);
        Send(packet, inputLink);
        var names = LinkList.Read(route).ToDictionary(link => link.Index, link => link.Name);
        var (steps, mark) = traces.Read(packet, names);
        var answer = Answer(flow);
        if (answer is not null)
            Send(packet with { IsAcknowledgement = true, Sequence = answer.Acknowledged, Acknowledged = answer.Sequence + 1 }, inputLink);
        var (found, error) = FindRoute(flow.Destination, flow.Source!, inputLink, mark, names);
        var trace = new FlowTrace
        {
            Sent = flow,
            InputLink = inputLink,
            Mark = mark,
            RoutedTo = flow.Destination,
            Steps = [.. steps],
            Route = found,
            RouteError = error
        };
        return (trace, answer is not null && listener.Poll(0, SelectMode.SelectRead));
    }

    public void Dispose()
    {
        foreach (var link in links.Values)
            link.Dispose();
        applier.Dispose();
        route.Dispose();
        traces.Dispose();
    }

    private ProbePacket? Answer(Flow flow)
    {
        foreach (var link in links.Values)
        {
            while (link.TryTake() is { } bytes)
            {
                if (ProbePacket.TryDecode(bytes, out var packet) && packet.IsAcknowledgement && packet.Destination.Equals(flow.Source))
                    return packet;
            }
        }
        return null;
    }

    private void StandInLinks(DesiredState wanted)
    {
        foreach (var gone in links.Keys.Except(wanted.Links.Keys).ToList())
        {
            links[gone].Dispose();
            links.Remove(gone);
        }
        foreach (var link in wanted.Links.Values.Where(
            link => link.Kind != LinkKind.Loopback && link.Settings is null && !links.ContainsKey(link.Name)))
            links[link.Name] = TunLink.Create(link.Name);
    }

    private void SetUp(string link) => route.Execute(Requests.SetUp((int)Libc.LinkIndex(link), true), $"set {link} up");

    /// <summary>What is left over from the question before.</summary>
    private void Forget()
    {
        foreach (var link in links.Values)
        {
            while (link.TryTake() is not null)
            {
            }
        }
        traces.Forget();
    }

    /// <summary>An end that is the router itself gets the address that the kernel would take.</summary>
    private Flow Filled(Flow flow, DesiredState desired, string? inputLink)
    {
        if (flow.Source is null)
        {
            IPAddress? source = null;
            try
            {
                route.Ask(RouteLookup.Way(flow.Destination!), "find a route", (_, payload) => source ??= RouteLookup.SourceOf(payload));
            }
            catch (ApplyException)
            {
                // No way there: then from any address, and the trace says so.
            }
            return flow with { Source = source ?? (flow.IsIPv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback) };
        }
        if (flow.Destination is not null)
            return flow;
        var addresses = desired.Links.Values.OrderByDescending(link => link.Name == inputLink).SelectMany(link => link.Addresses);
        var own = addresses.FirstOrDefault(address => address.IsIPv6 == flow.IsIPv6);
        return flow with
        {
            Destination = own.Address ?? throw new ApplyException("trace a packet", 0, "the router has no address of that family")
        };
    }

    private void Send(ProbePacket packet, string? inputLink)
    {
        if (inputLink is not null)
        {
            if (!links.TryGetValue(inputLink, out var link))
                throw new ApplyException("trace a packet", 0, $"nothing arrives on {inputLink}: it carries no packets of its own");
            link.Inject(packet.Encode());
            return;
        }
        using var raw = new Socket(packet.Destination.AddressFamily, SocketType.Raw, (ProtocolType)255);
        try
        {
            if (!IPAddress.IsLoopback(packet.Source))
                raw.Bind(new IPEndPoint(packet.Source, 0));
            raw.SendTo(packet.Encode(), new IPEndPoint(packet.Destination, 0));
        }
        catch (SocketException)
        {
            // The kernel tells a sender of its own at once that there is no way or that a rule forbids it: the trace has both.
        }
    }

    private static IEnumerable<LeftPacket> Taken(TunLink link)
    {
        while (link.TryTake() is { } bytes)
        {
            if (ProbePacket.TryDecode(bytes, out var packet))
                yield return new LeftPacket(
                    link.Name, packet.Source, Port(packet.SourcePort), packet.Destination, Port(packet.DestinationPort))
                {
                    Protocol = packet.Protocol
                };
        }
    }

    private static ushort? Port(ushort port) => port == 0 ? null : port;

    /// <summary>Only what came through there leaves: what is seen of a packet that was stopped is an answer to its sender.</summary>
    private static bool Leaves(List<TraceStep> steps) => steps.Exists(step => step.Chain == "postrouting");

    private static async Task LoadAsync(string ruleset, string operation)
    {
        var (code, words) = await ProgramRunner.RunAsync("nft", ["-f", "-"], ruleset, CancellationToken.None);
        if (code != 0)
            throw new ApplyException(operation, 0, words);
    }

    private (FoundRoute? Route, string? Error) FindRoute(
        IPAddress destination, IPAddress source, string? inputLink, uint mark, Dictionary<int, string> names, string? left = null)
    {
        const byte local = 2;
        FoundRoute? found = null;
        try
        {
            var index = inputLink is null ? 0 : (int)Libc.LinkIndex(inputLink);
            route.Ask(RouteLookup.Entry(destination, inputLink is null ? null : source, index, mark), "find a route", (type, payload) =>
            {
                if (type != RouteNetlink.NewRoute || !RouteMessage.TryDecode(payload, out var entry))
                    return;
                var prefix = new IPNetwork(
                    entry.Destination ?? (destination.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any),
                    entry.PrefixLength);
                var kind = entry.Type switch
                {
                    RouteNetlink.TypeBlackhole => RouteType.Blackhole,
                    RouteNetlink.TypeUnreachable => RouteType.Unreachable,
                    RouteNetlink.TypeProhibit => RouteType.Prohibit,
                    _ => RouteType.Unicast
                };
                // Of several ways the one that it took.
                var hop = entry.Hops.FirstOrDefault(way => names.GetValueOrDefault(way.Link) == left)
                    ?? (entry.Hops.Count > 0 ? entry.Hops[0] : null);
                found = new FoundRoute(
                    prefix, entry.Table, hop?.Gateway ?? entry.Gateway, names.GetValueOrDefault(hop?.Link ?? entry.Link), kind,
                    entry.Type == local);
            });
            return (found, found is null ? "the kernel knows no way" : null);
        }
        catch (ApplyException refused)
        {
            return (null, refused.Reason);
        }
    }
}
