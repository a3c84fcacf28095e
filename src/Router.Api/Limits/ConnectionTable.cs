using Router.Api.Contract;
using Router.Api.Edges;

namespace Router.Api.Limits;

/// <summary>
/// All connections that have a place, over all listeners. Each user has a share, so that nobody can lock the others out: guests
/// together leave places for admins, admins leave root's, and beyond every limit an admin still gets a connection for what is urgent.
/// Where a limit is reached, a connection that nobody uses gives way to the new one.
/// </summary>
/// <param name="limits">How many there may be.</param>
/// <param name="inputQuietFor">How long nobody has typed at the terminal of a peer; null: it has none.</param>
/// <param name="time">Of idleness.</param>
public sealed class ConnectionTable(ApiLimits limits, Func<PeerCredentials, TimeSpan?> inputQuietFor, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<int, ClientConnection> connections = [];
    private readonly Dictionary<string, UserShare> shares = [];
    private int guestStreams;
    private int last;

    public ApiLimits Limits => limits;

    /// <summary>A frame of more than a megabyte has passed, or was given up: what it took lies about now.</summary>
    public event Action? LargeFramePassed;

    internal Framing.FrameBudget Budget { get; } = new(limits.UnreadBytes);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ClientConnection> List()
    {
        lock (gate)
            return [.. connections.Values.Where(c => c.Farewell is null).OrderBy(c => c.Id)];
    }

    /// <summary>
    /// Since its last request, or the last key at its terminal where that is later; zero while a request is being answered.
    /// </summary>
    public TimeSpan IdleFor(ClientConnection connection)
    {
        var quiet = connection.Quiet;
        return quiet > TimeSpan.Zero && inputQuietFor(connection.Peer) is { } typed && typed < quiet ? typed : quiet;
    }

    /// <summary>Lets a connection go; false: there is none of that number.</summary>
    public bool End(int id, Farewell farewell)
    {
        ClientConnection? connection;
        lock (gate)
            connections.TryGetValue(id, out connection);
        if (connection is null or { Farewell: not null })
            return false;
        connection.End(farewell);
        return true;
    }

    /// <summary>Lets go of what nobody uses, until <paramref name="stopping"/>.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stopping))
            EndIdle();
    }

    internal void Moved() => LargeFramePassed?.Invoke();

    internal void EndIdle()
    {
        foreach (var connection in List().Where(c => IdleFor(c) >= limits.IdleFor))
            connection.End(new Farewell(Idle: true, $"nobody used it for {limits.IdleFor.TotalMinutes:0} minutes"));
    }

    internal Admission Admit(Caller caller, PeerCredentials peer)
    {
        lock (gate)
        {
            var waiting = connections.Values.Where(c => c.Farewell is null).ToList();
            if (Limit(caller, [.. waiting.Where(c => !c.UrgentOnly)]) is not { } reached)
                return Enter(caller, peer, urgentOnly: false);
            if (GiveWay(reached.Among))
                return Enter(caller, peer, urgentOnly: false);
            var urgent = waiting.Where(c => c.UrgentOnly && c.Caller.User == caller.User).ToList();
            return caller.Rank != CallerRank.Guest && (urgent.Count < limits.UrgentConnections || GiveWay(urgent))
                ? Enter(caller, peer, urgentOnly: true)
                : new Admission.Refused(new Response.Failed(FailureKind.Busy, reached.Message, reached.Hint, []));
        }
    }

    internal void Leave(ClientConnection connection)
    {
        lock (gate)
        {
            connections.Remove(connection.Id);
            if (--shares[connection.Caller.User].Holders == 0 && shares.Remove(connection.Caller.User, out var share))
                share.Dispose();
        }
        connection.Dispose();
    }

    internal UserShare ShareOf(ClientConnection connection)
    {
        lock (gate)
            return shares[connection.Caller.User];
    }

    /// <summary>Null: it may begin, and <see cref="EndStream"/> must follow. Otherwise why not.</summary>
    internal Response.Failed? BeginStream(ClientConnection connection)
    {
        lock (gate)
        {
            var (user, rank) = connection.Caller;
            if (shares[user].Streams >= limits.StreamsOf(rank))
                return new Response.Failed(
                    FailureKind.Busy,
                    $"{user} watches {shares[user].Streams} things at once (ping, traceroute, monitor), as many as one user may",
                    "end one of them: show users lists them, disconnect ID ends one", []);
            if (rank == CallerRank.Guest && guestStreams >= limits.AllGuestStreams)
                return new Response.Failed(
                    FailureKind.Busy,
                    $"users below admin watch {guestStreams} things at once (ping, traceroute, monitor), as many as they may",
                    "an admin can end some: show users, disconnect ID", []);
            shares[user].Streams++;
            guestStreams += rank == CallerRank.Guest ? 1 : 0;
            return null;
        }
    }

    internal void EndStream(ClientConnection connection)
    {
        lock (gate)
        {
            shares[connection.Caller.User].Streams--;
            guestStreams -= connection.Caller.Rank == CallerRank.Guest ? 1 : 0;
        }
    }

    private Admission.Admitted Enter(Caller caller, PeerCredentials peer, bool urgentOnly)
    {
        var connection = connections[++last] = new ClientConnection(last, caller, peer, urgentOnly, time);
        if (!shares.TryGetValue(caller.User, out var share))
            shares[caller.User] = share = new UserShare(limits);
        share.Holders++;
        return new Admission.Admitted(connection);
    }

    /// <summary>The first limit that one more would go beyond; null: none.</summary>
    private ReachedLimit? Limit(Caller caller, List<ClientConnection> taken)
    {
        var own = taken.Where(c => c.Caller.User == caller.User).ToList();
        var guests = taken.Where(c => c.Caller.Rank == CallerRank.Guest).ToList();
        var others = taken.Where(c => c.Caller.Rank != CallerRank.Root).ToList();
        if (own.Count >= limits.ConnectionsOf(caller.Rank))
            return new(
                own,
                $"{caller.User} has {own.Count} sessions open, as many as one user may have",
                "end one of them: show users lists them, disconnect ID ends one");
        if (caller.Rank == CallerRank.Guest && guests.Count >= limits.AllGuests)
            return new(
                guests,
                $"{guests.Count} sessions of users below admin are open, as many as there may be",
                "an admin can end some: show users, disconnect ID");
        return caller.Rank != CallerRank.Root && others.Count >= limits.All
            ? new(
                others,
                $"{others.Count} sessions are open, as many as there may be",
                "root at the serial console can end some: show users, disconnect ID")
            : null;
    }

    /// <summary>The one of them that nobody has used for the longest goes; false: all are in use.</summary>
    private bool GiveWay(List<ClientConnection> among)
    {
        var idle = among.Where(c => c.Quiet >= limits.IdleForOthers).MaxBy(IdleFor);
        if (idle is null || IdleFor(idle) < limits.IdleForOthers)
            return false;
        idle.End(new Farewell(Idle: true, "nobody used it, and another session wanted its place"));
        return true;
    }

    private sealed record ReachedLimit(List<ClientConnection> Among, string Message, string Hint);
}
