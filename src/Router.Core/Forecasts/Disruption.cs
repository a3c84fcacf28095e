using System.Net;
using Router.Core.Plans;
using Router.Core.State;
using Router.Core.State.Links;
using Router.Core.Values;

namespace Router.Core.Forecasts;

/// <summary>A session that a commit would end, of which kind it is, and by what it ends.</summary>
public sealed record LostSession(TrackedSession Session, string Kind, string Reason);

/// <summary>The sessions that a commit would end, and how many others of those that somebody would miss go on.</summary>
public sealed record SessionForecast(IReadOnlyList<LostSession> Lost, int Kept);

/// <summary>
/// Which sessions a plan ends. The firewall ends none: what is established passes first, whatever the rules say of new ones. Sessions end
/// where an address that they use leaves the router, where there is no way to an end of them any more, where a link goes down or is made
/// again, where they would leave by another link under an address that was chosen for the first, where neighbours lose the address that
/// they have as their gateway, with a service that is restarted, and tunnels with the link or the peer that they are.
/// </summary>
public sealed class Disruption
{
    private readonly DesiredState? before;
    private readonly ObservedState observed;
    private readonly Func<IPAddress, Way?> now;
    private readonly WaysAfter after;
    private readonly HashSet<IPAddress> own;
    private readonly List<(InterfaceAddress Address, string Link)> removed = [];
    private readonly Dictionary<string, string> interrupted = [];
    private readonly Dictionary<ushort, string> ended = [];
    private readonly List<OuterFlow> tunnels;
    private readonly List<(OuterFlow Tunnel, string Link)> cut = [];

    private Disruption(
        IEnumerable<Change> plan, DesiredState? before, DesiredState desired, ObservedState observed, Func<IPAddress, Way?> now)
    {
        (this.before, this.observed, this.now) = (before, observed, now);
        after = new WaysAfter(desired, observed);
        own =
            [.. observed.Links.Values.SelectMany(link => link.Addresses.Concat(link.DynamicAddresses)).Select(address => address.Address)];
        tunnels = [.. observed.Links.Values.SelectMany(link => link.Settings?.Tunnels ?? [])];
        foreach (var change in plan)
            Note(change);
    }

    /// <summary>
    /// <paramref name="before"/>: what was applied last, null when nothing was. <paramref name="now"/> asks the kernel how it reaches an
    /// address; null: not at all.
    /// </summary>
    public static SessionForecast Of(
        IEnumerable<TrackedSession> sessions, IEnumerable<Change> plan, DesiredState? before,
        DesiredState desired, ObservedState observed, Func<IPAddress, Way?> now)
    {
        var disruption = new Disruption(plan, before, desired, observed, now);
        List<LostSession> lost = [];
        var kept = 0;
        foreach (var session in sessions)
        {
            if (disruption.Kind(session) is not { } kind)
                continue;
            if (disruption.Reason(session) is { } reason)
                lost.Add(new(session, kind, reason));
            else
                kept++;
        }
        return new(lost, kept);
    }

    private void Note(Change change)
    {
        switch (change)
        {
            case Change.RemoveAddress gone when !after.IsOwn(gone.Address.Address):
                removed.Add((gone.Address, gone.Link));
                break;
            case Change.DeleteLink link:
                interrupted[link.Name] = $"{link.Name} is taken away";
                Cut(link.Name, link.Settings.Tunnels);
                break;
            case Change.SetUp { Up: false } link:
                interrupted.TryAdd(link.Link, $"{link.Link} goes down");
                Cut(link.Link, observed.Links.GetValueOrDefault(link.Link)?.Settings?.Tunnels ?? []);
                break;
            case Change.ChangeLink link:
                Cut(link.Name, link.Before.TunnelsEndedBy(link.Settings));
                break;
            case Change.CreateLink link when interrupted.ContainsKey(link.Name):
                interrupted[link.Name] = $"{link.Name} is recreated";
                break;
            case Change.RefreshService { How: ServiceChange.Restart } service:
                End(service.Name, "restarted");
                break;
            case Change.StopService service:
                End(service.Name, "stopped");
                break;
        }
    }

    private void Cut(string link, IEnumerable<OuterFlow> those) => cut.AddRange(those.Select(tunnel => (tunnel, link)));

    private void End(string service, string how)
    {
        foreach (var port in before?.Services.FirstOrDefault(s => s.Name == service)?.SessionPorts ?? [])
            ended[port] = $"{service} is {how}";
    }

    /// <summary>Null: nobody would miss it.</summary>
    private string? Kind(TrackedSession session) => session.Kind
        ?? (session.Protocol == OuterFlow.Udp && tunnels.Exists(tunnel => session.IsOf(tunnel, own.Contains))
            ? TrackedSession.Tunnel
            : null);

    /// <summary>Null: it stays.</summary>
    private string? Reason(TrackedSession session)
    {
        foreach (var (tunnel, link) in cut)
        {
            if (session.IsOf(tunnel, own.Contains))
                return interrupted.GetValueOrDefault(link, $"{link} has it no longer");
        }
        foreach (var address in new[] { session.Source, session.Destination, session.ReplySource, session.ReplyDestination })
        {
            if (own.Contains(address) && !after.IsOwn(address))
                return $"{address} leaves {LinkOf(address)}";
        }
        if (own.Contains(session.ReplySource) && ended.TryGetValue(session.ReplySourcePort, out var service))
            return service;
        return Unreachable(session.Source, session) ?? Unreachable(session.ReplySource, session)
            ?? WithoutGateway(session.Source, session.Destination) ?? WithoutGateway(session.ReplySource, session.ReplyDestination);
    }

    /// <summary>
    /// An end that talks <paramref name="to"/> somebody else than the router does so by an address of the router's on its link.
    /// </summary>
    private string? WithoutGateway(IPAddress end, IPAddress to)
    {
        if (own.Contains(end) || own.Contains(to) || now(end) is not { } way)
            return null;
        foreach (var (address, link) in removed)
        {
            if (link == way.Link && address.Address.AddressFamily == end.AddressFamily
                && (way.Origin != WayOrigin.Connected || address.IsBeside(end)))
                return $"{address.Address} leaves {link}, where it is a gateway of others";
        }
        return null;
    }

    private string? Unreachable(IPAddress end, TrackedSession session)
    {
        if (own.Contains(end) || now(end) is not { } way)
            return null;
        if (interrupted.TryGetValue(way.Link, out var reason))
            return reason;
        if (after.LinkTo(end, way) is not { } link)
            return $"there is no way to {end} any more";
        return link != way.Link && session.IsSourceTranslated && end.Equals(session.ReplySource)
            ? $"{end} is reached by {link}, and the session has the address {session.ReplyDestination} of {way.Link}"
            : null;
    }

    private string LinkOf(IPAddress address) =>
        observed.Links.Values.First(link => link.Addresses.Concat(link.DynamicAddresses).Any(held => held.Address.Equals(address))).Name;
}
