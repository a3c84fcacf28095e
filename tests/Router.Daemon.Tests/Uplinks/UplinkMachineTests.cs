using System.Net;
using Router.Core.State;
using Router.Core.Uplinks;
using Router.Daemon.Uplinks;

namespace Router.Daemon.Tests.Uplinks;

/// <summary>All uplinks of a router and one clock, without a kernel.</summary>
public sealed class UplinkMachineTests
{
    private static readonly ProbeTarget Target = new(ProbeKind.Echo, IPAddress.Parse("9.9.9.9"), 0, "");

    private static readonly UplinkSettings Fibre = Line("fibre", "eth0", 1), Lte = Line("lte", "eth1", UplinkSettings.BackupPriority);

    private static UplinkSettings Line(string name, string link, int priority) => new(name, link, UplinkNumbers.Of(name))
    {
        Probes = [Target],
        Interval = TimeSpan.FromSeconds(2),
        Hold = TimeSpan.FromSeconds(10),
        Priority = priority,
    };

    [Fact]
    public void Machine_LossAndReturn_MovesWithinThreeIntervals_BothWays()
    {
        var router = new Simulation();
        router.Run(30, _ => true);
        Assert.Equal(["fibre"], router.Machine.Choice.IPv4);
        Assert.Empty(router.Left);
        router.Run(36, name => name != "fibre");
        Assert.Equal(["lte"], router.Machine.Choice.IPv4);
        Assert.Equal(["fibre"], router.Left.Select(uplink => uplink.Name));
        Assert.Equal("eth1", router.Machine.Routes.Single(route => route.Table == Route.MainTable).Link);
        router.Run(36 + 10 + 6, _ => true);
        Assert.Equal(["fibre"], router.Machine.Choice.IPv4);
        Assert.Equal(["fibre", "lte"], router.Machine.Choice.Usable.Order(StringComparer.Ordinal));
    }

    /// <summary>What both ask is down: the line that works stays, and no connection is ended.</summary>
    [Fact]
    public void Machine_TargetIsDownItself_NothingMoves()
    {
        for (var moment = 0.0; moment < 4; moment += 0.25)
        {
            var router = new Simulation(moment);
            router.Run(30 + moment, _ => true);
            router.Run(200, _ => false);
            Assert.Equal(["fibre"], router.Machine.Choice.IPv4);
            Assert.DoesNotContain(router.Left, uplink => uplink.Name == "fibre");
        }
    }

    [Fact]
    public void Machine_OfTheNextDaemon_GoesOnWhereTheOneBeforeWas()
    {
        var before = new Simulation();
        before.Run(30, _ => true);
        before.Run(40, name => name != "fibre");
        var state = UplinkState.Parse(before.Machine.State.ToJson());
        var next = new UplinkMachine();
        next.Restore(state);
        next.Meet([Fibre, Lte], _ => Simulation.Leading, state.Uplinks, TimeSpan.FromSeconds(41));
        Assert.Empty(next.Decide(TimeSpan.FromSeconds(41)));
        Assert.Equal(before.Machine.Choice, next.Choice);
        Assert.Equal(before.Machine.Routes, next.Routes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"iPv4\":null}")]
    [InlineData("[]")]
    public void State_Damaged_IsNone(string json) => Assert.Equal(UplinkState.Nothing, UplinkState.Parse(json));

    [Fact]
    public void News_TellsEachChangeOnce()
    {
        var router = new Simulation();
        var news = new UplinkNews();
        var told = new List<string>();
        router.Run(60, name => name != "fibre" || router.Seconds is < 20 or > 30, () => told.AddRange(
            news.Of(router.Machine).Select(one => $"{one.Uplink}: {one.What}")));
        Assert.Equal(
            [
                ": IPv4 goes by fibre", "fibre: is down: none of its probes is answered (9.9.9.9)", ": IPv4 goes by lte",
                "fibre: is good again: its probes are answered", ": IPv4 goes by fibre",
            ],
            told);
    }

    /// <summary>Whoever is removed from a document is forgotten, and what stays keeps what it knows.</summary>
    [Fact]
    public void Machine_OtherDocument_KeepsWhatStays()
    {
        var router = new Simulation();
        router.Run(30, _ => true);
        var since = router.Machine.Judges.Single(judge => judge.Settings.Name == "lte").Since;
        router.Machine.Meet([Lte with { Weight = 5 }], _ => Simulation.Leading, [], TimeSpan.FromSeconds(31));
        router.Machine.Decide(TimeSpan.FromSeconds(31));
        Assert.Equal(["lte"], router.Machine.Choice.IPv4);
        Assert.Equal((since, 5), (router.Machine.Judges.Single().Since, router.Machine.Judges.Single().Settings.Weight));
    }

    /// <summary>Steps of 50 ms; an answer takes one, a lost one the patience of its line.</summary>
    private sealed class Simulation
    {
        public static readonly UplinkPath Leading = new(true, new UplinkGateway(IPAddress.Parse("203.0.113.1")), null, []);

        private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
        private readonly Dictionary<string, (ProbeRound Round, TimeSpan At)> asked = [];
        private TimeSpan now;

        /// <param name="offset">The second line begins so much later.</param>
        public Simulation(double offset = 0)
        {
            Machine.Meet([Fibre], _ => Leading, [], now);
            now = TimeSpan.FromSeconds(offset);
            Machine.Meet([Fibre, Lte], _ => Leading, [], now);
        }

        public UplinkMachine Machine { get; } = new();

        public double Seconds => now.TotalSeconds;

        public List<UplinkSettings> Left { get; } = [];

        public void Run(double until, Func<string, bool> answers, Action? each = null)
        {
            for (; now.TotalSeconds < until; now += Step)
            {
                foreach (var (name, (round, _)) in asked.Where(one => one.Value.At <= now).ToList())
                {
                    asked.Remove(name);
                    Machine.Meet(name, round, now);
                }
                foreach (var judge in Machine.Judges.Where(j => j.IsProbed && j.NextRound <= now && !asked.ContainsKey(j.Settings.Name)))
                {
                    var answered = answers(judge.Settings.Name);
                    var round = new ProbeRound(now, [new ProbeAnswer(Target, answered ? Step : null)]);
                    asked[judge.Settings.Name] = (round, now + (answered ? Step : judge.Settings.Patience));
                }
                Left.AddRange(Machine.Decide(now));
                each?.Invoke();
            }
        }
    }
}
