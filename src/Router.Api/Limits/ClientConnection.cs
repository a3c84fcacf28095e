using Router.Api.Edges;

namespace Router.Api.Limits;

/// <summary>A connection that has a place: whose it is, since when, and what it does.</summary>
public sealed class ClientConnection : IDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private string? doing;
    private long active;

    internal ClientConnection(int id, Caller caller, PeerCredentials peer, bool urgentOnly, TimeProvider time)
    {
        (Id, Caller, Peer, UrgentOnly, this.time) = (id, caller, peer, urgentOnly, time);
        Since = time.GetLocalNow();
        active = time.GetTimestamp();
    }

    /// <summary>By which people name it; never used twice while the daemon runs.</summary>
    public int Id { get; }

    /// <summary>As it was when the connection came.</summary>
    public Caller Caller { get; }

    public PeerCredentials Peer { get; }

    /// <summary>Beyond the user's share: urgent requests are answered and nothing else.</summary>
    public bool UrgentOnly { get; }

    public DateTimeOffset Since { get; }

    /// <summary>Where the person sits, as the client says.</summary>
    public string Origin { get; set; } = "unknown";

    /// <summary>The request that is being answered; null: none.</summary>
    public string? Doing
    {
        get
        {
            lock (gate)
                return doing;
        }
    }

    /// <summary>Why it is let go; null: it is not.</summary>
    public Farewell? Farewell { get; private set; }

    /// <summary>Is cancelled when it is let go. A request that has begun is finished first, a stream is not.</summary>
    internal CancellationToken Ended => ending.Token;

    /// <summary>Since the last request; zero while one is being answered.</summary>
    internal TimeSpan Quiet
    {
        get
        {
            lock (gate)
                return doing is null ? time.GetElapsedTime(active) : TimeSpan.Zero;
        }
    }

    public void Dispose() => ending.Dispose();

    internal void Begin(string request)
    {
        lock (gate)
            doing = request;
    }

    internal void Done()
    {
        lock (gate)
            (doing, active) = (null, time.GetTimestamp());
    }

    internal void End(Farewell farewell)
    {
        lock (gate)
        {
            if (Farewell is not null)
                return;
            Farewell = farewell;
        }
        try
        {
            // Never within the caller: whoever waits for this token would go on in its place.
            _ = ending.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has gone by itself.
        }
    }
}

/// <summary>Why a connection is let go.</summary>
/// <param name="Idle">Nobody used it: the client opens another one when it has something to ask.</param>
/// <param name="Message">For people.</param>
public sealed record Farewell(bool Idle, string Message);
