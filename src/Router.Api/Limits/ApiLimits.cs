namespace Router.Api.Limits;

/// <summary>What one client, one user and all of them together may take of the daemon.</summary>
public sealed record ApiLimits
{
    /// <summary>A document of 16 MB with every character escaped once, and what stands around it. Bytes.</summary>
    public const int LongestFrame = 33 << 20;

    /// <summary>Bytes; what guests ask is a verb and a few words.</summary>
    public int LongestGuestFrame { get; init; } = 64 << 10;

    /// <summary>
    /// Bytes of frames that are not whole yet, of all connections together; frames that a guest may send are not counted.
    /// </summary>
    public long UnreadBytes { get; init; } = 48 << 20;

    /// <summary>Connections of one guest.</summary>
    public int GuestConnections { get; init; } = 8;

    /// <summary>Connections of one admin, and of root.</summary>
    public int AdminConnections { get; init; } = 16;

    /// <summary>Connections of all guests together.</summary>
    public int AllGuests { get; init; } = 48;

    /// <summary>Connections of guests and admins together. Root's come on top.</summary>
    public int All { get; init; } = 80;

    /// <summary>
    /// Connections of one admin beyond all other limits, for urgent requests alone: confirm, rollback, and what makes room.
    /// </summary>
    public int UrgentConnections { get; init; } = 2;

    /// <summary>Streams (ping, monitor, …) of one guest.</summary>
    public int GuestStreams { get; init; } = 4;

    /// <summary>Streams of all guests together: a capture takes 4 MB.</summary>
    public int AllGuestStreams { get; init; } = 16;

    /// <summary>Streams of one admin, and of root.</summary>
    public int AdminStreams { get; init; } = 8;

    /// <summary>Requests of one guest that are worked on at once. The others wait for their turn.</summary>
    public int GuestTurns { get; init; } = 2;

    /// <summary>Peers that are being told why they are not let in.</summary>
    public int Refusals { get; init; } = 16;

    /// <summary>From the first byte of a frame to its line feed.</summary>
    public TimeSpan FrameWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an answer may lie unread.</summary>
    public TimeSpan AnswerTakenWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a frame of a stream may lie unread: a person may hold the screen.</summary>
    public TimeSpan StreamTakenWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a guest's request waits for its turn.</summary>
    public TimeSpan TurnWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Without a request and without a key at its terminal for so long, a connection ends.</summary>
    public TimeSpan IdleFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The same where another connection wants the place.</summary>
    public TimeSpan IdleForOthers { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a connection that is let go may take to hear why.</summary>
    public TimeSpan FarewellWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two tries to accept, after so many failures in a row: from 50 ms up to 5 s.</summary>
    public static TimeSpan AcceptAgainAfter(int failures) =>
        TimeSpan.FromMilliseconds(Math.Min(5000, 50 * Math.Pow(2, Math.Min(failures - 1, 7))));

    internal int FrameOf(CallerRank rank) => rank == CallerRank.Guest ? LongestGuestFrame : LongestFrame;

    internal int ConnectionsOf(CallerRank rank) => rank == CallerRank.Guest ? GuestConnections : AdminConnections;

    internal int StreamsOf(CallerRank rank) => rank == CallerRank.Guest ? GuestStreams : AdminStreams;
}
