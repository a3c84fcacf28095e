using System.Net;
using Microsoft.Extensions.Logging;
using Router.Core.Edges;
using Router.Mesh.Events;
using Router.Mesh.Machine;
using Router.Mesh.Ports;
using Router.Mesh.Tunnels;

namespace Router.Daemon.Mesh;

/// <summary>What a runner needs beside its link: what it cannot do at once it hands out, and is told the answer later.</summary>
internal interface IMeshSurroundings
{
    /// <summary>Looks a name up and tells <see cref="MeshEvent.NameResolved"/>.</summary>
    void LookUp(MeshRunner runner, string name);

    void Happened(MeshRunner runner, string subject, string what);
}

/// <summary>
/// A mesh that runs: tells its machine what happens and carries out what that wants, one event after the other on whatever
/// thread brings it. An effect is a system call or is handed out, so nobody waits long.
/// </summary>
internal sealed class MeshRunner : IDisposable
{
    private const int LongestReused = 1024;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    /// <summary>After something that nobody foresaw the machine is not asked at once again what is due.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly MeshMachine machine;
    private readonly List<MeshEffect> effects = [];
    private readonly byte[] wire = new byte[LongestReused];
    private readonly IMeshLink link;
    private readonly IMeshTunnels? tunnels;
    private readonly HubRoutes routes;
    private readonly IMeshSurroundings surroundings;
    private readonly MeshMonitor monitor;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly long start;
    private readonly ITimer timer;
    private TimeSpan? armed;
    private TimeSpan lastComplaint = -Quiet;
    private bool ended, disposed;

    public MeshRunner(
        MeshMember member, IMeshLink link, ITunnels tunnels, IMeshSurroundings surroundings,
        MeshMonitor monitor, uint firstRequestId, TimeProvider time, ILogger log)
    {
        (Member, this.link, this.surroundings, this.monitor, this.time, this.log) = (member, link, surroundings, monitor, time, log);
        machine = new MeshMachine(member.Settings(firstRequestId), link);
        routes = new HubRoutes(link, Complain);
        start = time.GetTimestamp();
        timer = time.CreateTimer(_ => Tell(new MeshEvent.Elapsed()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        this.tunnels = member.Tunnels is { } settings
            ? tunnels.Open(settings, Tell, (subject, what) => surroundings.Happened(this, subject, what))
            : null;
    }

    public MeshMember Member { get; private set; }

    /// <summary>What the kernel could not do.</summary>
    public long Failures { get; private set; }

    /// <exception cref="ApplyException">The link cannot be had.</exception>
    public async Task StartAsync(CancellationToken stopping)
    {
        IReadOnlyList<SecuredPeer> secured = tunnels is null ? [] : await tunnels.StartAsync(stopping);
        var left = link.Read() with { Secured = [.. secured] };
        routes.Start(Member.Routes);
        Protect();
        link.Listen(Tell, Rest);
        Tell(new MeshEvent.Started(left));
    }

    /// <summary>Never throws: it is called by threads and timers, where an exception would end the daemon.</summary>
    public void Tell(MeshEvent happened)
    {
        lock (gate)
        {
            if (ended)
                return;
            var now = Now;
            if (happened is MeshEvent.Elapsed)
                armed = null;
            try
            {
                Take(happened, now);
                Arm(now);
            }
            catch (Exception exception)
            {
                Complain(exception);
                armed = now + Pause;
                timer.Change(Pause, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Take(MeshEvent happened, TimeSpan now)
    {
        if (happened is MeshEvent.Arrived arrived)
            monitor.Came(Member.Name, arrived.From, arrived.Wire.Span);
        Do(happened, now);
        if (happened is MeshEvent.NeighbourMissing missing)
            Use(missing.Overlay, now);
        // Packets that came together are answered together.
        if (happened is not MeshEvent.Arrived)
            Flush();
    }

    /// <summary>No more packets are there for the moment.</summary>
    private void Rest()
    {
        lock (gate)
        {
            if (!ended)
                Flush();
        }
    }

    private void Flush() => Try(link.Flush);

    private void Try(Action step)
    {
        try
        {
            step();
        }
        catch (Exception exception)
        {
            Complain(exception);
        }
    }

    /// <summary>The underlay address changed: the mesh goes on with the new one.</summary>
    public void Move(MeshMember member)
    {
        lock (gate)
        {
            Member = member;
            Try(Protect);
        }
        tunnels?.Move(member.Nbma);
        Tell(new MeshEvent.UnderlayChanged(member.Nbma));
    }

    private void Protect()
    {
        if (tunnels is not null)
            link.Protect(Member.Nbma);
    }

    /// <summary>Other networks are reached by the hub in use.</summary>
    public void Route(MeshMember member)
    {
        lock (gate)
        {
            Member = member;
            routes.Change(member.Routes);
        }
    }

    /// <summary>
    /// Looks at the machine, which holds still meanwhile. Times of the machine are monotonic; its now is the second argument.
    /// </summary>
    public T Look<T>(Func<MeshMachine, TimeSpan, T> look)
    {
        lock (gate)
            return look(machine, Now);
    }

    /// <summary>Null: tunnels go in clear.</summary>
    public TunnelReport? Tunnels => tunnels?.Look();

    /// <summary>Takes our registrations back, and leaves.</summary>
    public void Stop()
    {
        Tell(new MeshEvent.Stopping());
        if (tunnels is not null)
            Try(tunnels.Stop);
        Try(link.Leave);
        Dispose();
    }

    /// <summary>Leaves without a word: what the kernel has stays as it is.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
            if (disposed)
                return;
            disposed = true;
        }
        timer.Dispose();
        if (tunnels is not null)
            Try(tunnels.Dispose);
        Try(link.Dispose);
    }

    private TimeSpan Now => time.GetElapsedTime(start);

    /// <summary>The kernel asks after a neighbour when packets go there: shortcuts through it are in use.</summary>
    private void Use(IPAddress via, TimeSpan now)
    {
        foreach (var shortcut in machine.Shortcuts.Shortcuts.Where(s => s.Via.Equals(via)).ToList())
            Do(new MeshEvent.ShortcutUsed(shortcut.Prefix), now);
    }

    private void Do(MeshEvent happened, TimeSpan now)
    {
        effects.Clear();
        machine.Handle(happened, now, effects);
        for (var i = 0; i < effects.Count; i++)
        {
            try
            {
                Carry(effects[i]);
            }
            catch (Exception exception)
            {
                Complain(exception);
            }
        }
    }

    private void Carry(MeshEffect effect)
    {
        switch (effect)
        {
            case MeshEffect.Send e: Send(e, e.Peer is null ? 0 : machine.MarkOf(e.Peer, e.Nbma)); break;
            case MeshEffect.Resend e: Send(e.Nbma, e.Wire.Span, machine.MarkOf(e.Peer, e.Nbma)); break;
            case MeshEffect.SetNeighbour e:
                link.SetMark(e.Overlay, machine.MarkOf(e.Overlay, e.Nbma));
                link.SetNeighbour(e.Overlay, e.Nbma);
                break;
            case MeshEffect.RemoveNeighbour e:
                link.RemoveNeighbour(e.Overlay);
                link.SetMark(e.Overlay, 0);
                break;
            case MeshEffect.AddShortcut e:
                link.SetShortcut(e.Prefix, e.Via, e.Mtu);
                surroundings.Happened(this, $"shortcut {e.Prefix}", $"through {e.Via}");
                break;
            case MeshEffect.RemoveShortcut e:
                link.RemoveShortcut(e.Prefix);
                surroundings.Happened(this, $"shortcut {e.Prefix}", "gone");
                break;
            case MeshEffect.Secure e: tunnels?.Secure(e.Nbma, e.Beginner); break;
            case MeshEffect.Heard e: tunnels?.Heard(e.Nbma); break;
            case MeshEffect.Release e: tunnels?.Release(e.Nbma); break;
            case MeshEffect.Resolve e: surroundings.LookUp(this, e.Name); break;
            case MeshEffect.PreferHub e:
                routes.Prefer(e.Overlay);
                surroundings.Happened(this, "hub", e.Overlay is null ? "none is registered" : $"{e.Overlay} is preferred");
                break;
            case MeshEffect.Tell e: surroundings.Happened(this, e.Subject, e.What); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Send(MeshEffect.Send what, uint mark)
    {
        if (!what.Wire.IsEmpty)
            Send(what.Nbma, what.Wire.Span, mark);
        else if (what.Packet.Encode(wire) is > 0 and var length)
            Send(what.Nbma, wire.AsSpan(0, length), mark);
        else
            Send(what.Nbma, what.Packet.Encode(), mark);
    }

    private void Send(IPAddress nbma, ReadOnlySpan<byte> bytes, uint mark)
    {
        monitor.Went(Member.Name, nbma, bytes);
        link.Send(nbma, bytes, mark);
    }

    /// <summary>The kernel may refuse as often as strangers send: one line in a while says enough.</summary>
    private void Complain(Exception exception)
    {
        Failures++;
        if (Now - lastComplaint < Quiet)
            return;
        lastComplaint = Now;
        if (exception is ApplyException)
            log.MeshFailed(Member.Name, exception.Message);
        else
            log.MeshTroubled(exception, Member.Name);
        surroundings.Happened(this, "kernel", exception.Message);
    }

    /// <summary>
    /// Timers count whole milliseconds and may fire a little early: one that did is set again, and no earlier than in one.
    /// </summary>
    private void Arm(TimeSpan now)
    {
        // Woken too early costs less than setting the timer again whenever a peer renews, which moves the deadline each time.
        if (machine.NextDeadline is not { } next || (armed <= next && armed > now))
            return;
        armed = next;
        timer.Change(
            next > now ? TimeSpan.FromMilliseconds(Math.Ceiling((next - now).TotalMilliseconds)) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
