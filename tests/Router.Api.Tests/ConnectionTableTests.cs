using Router.Api.Contract;
using Router.Api.Edges;
using Router.Api.Limits;

namespace Router.Api.Tests;

/// <summary>Who gets a place, and who has to give one up.</summary>
public class ConnectionTableTests
{
    private static readonly ApiLimits Few = new()
    {
        GuestConnections = 2,
        AdminConnections = 3,
        AllGuests = 4,
        All = 6,
        UrgentConnections = 1,
        GuestStreams = 2,
        AllGuestStreams = 3,
        IdleFor = TimeSpan.FromMinutes(15),
        IdleForOthers = TimeSpan.FromMinutes(2),
    };

    private readonly MovedClock clock = new();
    private readonly Dictionary<int, TimeSpan> typed = [];

    private ConnectionTable Table =>
        field ??= new ConnectionTable(Few, peer => typed.TryGetValue(peer.ProcessId, out var quiet) ? quiet : null, clock);

    [Fact]
    public void Admit_MoreThanAUsersShare_IsRefusedAndOthersAreNot()
    {
        Assert.All(Enumerable.Range(0, 2), _ => Admitted("eva", CallerRank.Guest));
        var why = Refused("eva", CallerRank.Guest);
        Assert.Equal((FailureKind.Busy, "eva has 2 sessions open, as many as one user may have"), (why.Kind, why.Message));
        Assert.Contains("disconnect ID", why.Hint, StringComparison.Ordinal);
        Admitted("oda", CallerRank.Guest);
    }

    [Fact]
    public void Admit_GuestsHoldAllTheirs_LeavesPlacesForAdminsAndRoot()
    {
        foreach (var user in new[] { "a", "b" })
            Assert.All(Enumerable.Range(0, 2), _ => Admitted(user, CallerRank.Guest));
        Refused("c", CallerRank.Guest);
        Assert.All(Enumerable.Range(0, 2), _ => Assert.False(Admitted("anna", CallerRank.Admin).UrgentOnly));
        // All places are taken now: an admin may still confirm and make room, root is let in as always.
        Assert.True(Admitted("bob", CallerRank.Admin).UrgentOnly);
        Assert.False(Admitted("root", CallerRank.Root).UrgentOnly);
    }

    [Fact]
    public void Admit_AdminBeyondTheShare_GetsAPlaceForUrgentRequestsOnce()
    {
        Assert.All(Enumerable.Range(0, 3), _ => Assert.False(Admitted("anna", CallerRank.Admin).UrgentOnly));
        var urgent = Admitted("anna", CallerRank.Admin);
        Assert.True(urgent.UrgentOnly);
        Refused("anna", CallerRank.Admin);
        Table.Leave(urgent);
        Assert.True(Admitted("anna", CallerRank.Admin).UrgentOnly);
    }

    [Fact]
    public void Admit_WhereOneIsIdle_TakesItsPlace()
    {
        var first = Admitted("eva", CallerRank.Guest);
        clock.Move(TimeSpan.FromMinutes(1));
        var second = Admitted("eva", CallerRank.Guest);
        Refused("eva", CallerRank.Guest);
        clock.Move(TimeSpan.FromMinutes(1.5));
        Admitted("eva", CallerRank.Guest);
        Assert.True(first.Farewell!.Idle);
        Assert.Null(second.Farewell);
    }

    [Fact]
    public void Admit_WhereThePersonOfAQuietOneTypes_DoesNotTakeItsPlace()
    {
        Assert.All(Enumerable.Range(1, 2), n => Admitted("eva", CallerRank.Guest, process: n));
        clock.Move(TimeSpan.FromHours(2));
        (typed[1], typed[2]) = (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(50));
        Refused("eva", CallerRank.Guest);
        typed[2] = TimeSpan.FromMinutes(5);
        Admitted("eva", CallerRank.Guest);
        Assert.Equal([1], Table.List().Where(c => c.Peer.ProcessId != 0).Select(c => c.Peer.ProcessId));
    }

    [Fact]
    public void Admit_WhereAllAreBusy_TakesNoPlace()
    {
        foreach (var _ in Enumerable.Range(0, 2))
            Admitted("eva", CallerRank.Guest).Begin("monitor-events");
        clock.Move(TimeSpan.FromDays(2));
        Refused("eva", CallerRank.Guest);
        Table.EndIdle();
        Assert.Equal(2, Table.List().Count);
    }

    [Fact]
    public void EndIdle_ConnectionsThatNobodyUses_LetsThemGo()
    {
        var idle = Admitted("anna", CallerRank.Admin);
        clock.Move(TimeSpan.FromMinutes(14));
        Admitted("anna", CallerRank.Admin);
        Table.EndIdle();
        Assert.Equal(2, Table.List().Count);
        clock.Move(TimeSpan.FromMinutes(1));
        Table.EndIdle();
        Assert.Equal((true, 1), (idle.Farewell?.Idle, Table.List().Count));
    }

    [Fact]
    public void End_ByNumber_LetsThatOneGoOnce()
    {
        var one = Admitted("eva", CallerRank.Guest);
        Assert.True(Table.End(one.Id, new Farewell(false, "anna ended this session")));
        Assert.False(Table.End(one.Id, new Farewell(false, "again")));
        Assert.False(Table.End(one.Id + 1, new Farewell(false, "nobody")));
        Assert.Equal("anna ended this session", one.Farewell!.Message);
    }

    [Fact]
    public void BeginStream_MoreThanGuestsMayWatch_IsRefusedAndAdminsAreNot()
    {
        var (eva, oda, anna) = (Admitted("eva", CallerRank.Guest), Admitted("oda", CallerRank.Guest), Admitted("anna", CallerRank.Admin));
        Assert.Null(Table.BeginStream(eva));
        Assert.Null(Table.BeginStream(eva));
        Assert.StartsWith("eva watches 2 things at once", Table.BeginStream(eva)?.Message, StringComparison.Ordinal);
        Assert.Null(Table.BeginStream(oda));
        Assert.StartsWith("users below admin watch 3 things at once", Table.BeginStream(oda)?.Message, StringComparison.Ordinal);
        Assert.Null(Table.BeginStream(anna));
        Table.EndStream(eva);
        Assert.Null(Table.BeginStream(oda));
    }

    [Fact]
    public void AcceptAgainAfter_ManyFailures_WaitsLongerUpToAFewSeconds() => Assert.Equal(
        [50, 100, 3200, 5000, 5000], new[] { 1, 2, 7, 8, 100_000 }.Select(n => (int)ApiLimits.AcceptAgainAfter(n).TotalMilliseconds));

    private ClientConnection Admitted(string user, CallerRank rank, int process = 0) =>
        Assert.IsType<Admission.Admitted>(Table.Admit(new Caller(user, rank), new PeerCredentials(1, process))).Connection;

    private Response.Failed Refused(string user, CallerRank rank) =>
        Assert.IsType<Admission.Refused>(Table.Admit(new Caller(user, rank), new PeerCredentials(1, 0))).Why;

    private sealed class MovedClock : TimeProvider
    {
        private long now = TimeSpan.TicksPerDay;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Move(TimeSpan by) => now += by.Ticks;
    }
}
