using System.Net;
using Router.Core.Uplinks;

namespace Router.Core.Tests.Uplinks;

/// <summary>One line and its clock: what is asked and answered, second by second.</summary>
public sealed class UplinkJudgeTests
{
    private static readonly ProbeTarget Target = Parsed("9.9.9.9"), Other = Parsed("tcp://1.1.1.1:443");
    private static readonly UplinkPath Leading = new(true, new UplinkGateway(IPAddress.Parse("203.0.113.1")), null, []);

    private static readonly UplinkSettings Line = new("fibre", "eth0", 7)
    {
        Probes = [Target],
        Interval = TimeSpan.FromSeconds(4),
        Hold = TimeSpan.FromSeconds(20),
    };

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void Judge_LossAtAnyMoment_IsKnownWithinThreeIntervals()
    {
        for (var moment = 0.0; moment < 12; moment += 0.25)
        {
            var line = new Clockwork(Line, Leading);
            var lost = At(40 + moment);
            line.Run(lost, _ => At(0.02));
            Assert.True(line.Judge.IsGood);
            line.Run(lost + (Line.Interval * 3), _ => null);
            Assert.False(line.Judge.IsGood, $"lost at {lost}");
            Assert.Equal("none of its probes is answered (9.9.9.9)", line.Judge.Why);
        }
    }

    [Fact]
    public void Judge_OneRoundOrTwoLost_StaysGood()
    {
        var line = new Clockwork(Line, Leading);
        var asked = 0;
        line.Run(At(200), _ => asked++ % 3 == 0 ? At(0.02) : null);
        Assert.True(line.Judge.IsGood);
    }

    [Fact]
    public void Judge_ComesBack_WhenItHasAnsweredForItsHoldingTime_AndNotBefore()
    {
        var line = new Clockwork(Line, Leading);
        line.Run(At(20), _ => At(0.02));
        line.Run(At(60), _ => null);
        var back = line.Run(At(120), _ => At(0.02));
        Assert.InRange(back!.Value, At(60) + Line.Hold, At(60) + Line.Hold + Line.Interval);
    }

    /// <summary>What answers now and then does not come back.</summary>
    [Fact]
    public void Judge_AnswerThatIsMissedWhileHolding_BeginsHoldingAgain()
    {
        var line = new Clockwork(Line, Leading);
        line.Run(At(20), _ => At(0.02));
        line.Run(At(40), _ => null);
        var asked = 0;
        Assert.Null(line.Run(At(400), _ => ++asked % 4 == 0 ? null : At(0.02)));
        Assert.NotNull(line.Run(At(440), _ => At(0.02)));
    }

    [Fact]
    public void Judge_OneTargetOfTwoAnswers_IsGood()
    {
        var line = new Clockwork(Line with { Probes = [Target, Other] }, Leading);
        line.Run(At(200), target => target == Other ? At(0.03) : null);
        Assert.True(line.Judge.IsGood);
        Assert.Equal([(100, (TimeSpan?)null), (0, At(0.03))], line.Judge.Quality.Select(target => (target.Loss, target.Delay)));
    }

    [Fact]
    public void Judge_LineThatNeverAnswered_SaysSo_AndComesWithoutHolding()
    {
        var line = new Clockwork(Line, Leading);
        line.Run(At(30), _ => null);
        Assert.False(line.Judge.IsGood);
        Assert.StartsWith("none of its probes has ever been answered", line.Judge.Why, StringComparison.Ordinal);
        Assert.InRange(line.Run(At(60), _ => At(0.02))!.Value, At(30), At(30) + Line.Interval);
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(60, false)]
    public void Judge_Loss_CountsFromItsLimit(int limit, bool falls)
    {
        var line = new Clockwork(Line with { Loss = limit }, Leading);
        var asked = 0;
        line.Run(At(20), _ => At(0.02));
        var fell = false;
        for (var second = 21; second < 120 && !fell; second++)
        {
            line.Run(At(second), _ => asked++ % 2 == 0 ? null : At(0.02));
            fell = !line.Judge.IsGood;
        }
        Assert.Equal(falls, fell);
        if (falls)
            Assert.Equal("50 % of its probes are lost, and 50 % are too many", line.Judge.Why);
    }

    [Fact]
    public void Judge_Delay_CountsOnAverage()
    {
        var line = new Clockwork(Line with { Delay = At(0.2) }, Leading);
        line.Run(At(60), _ => At(0.19));
        Assert.True(line.Judge.IsGood);
        line.Run(At(120), _ => At(0.3));
        Assert.False(line.Judge.IsGood);
        Assert.Contains("200 ms are too many", line.Judge.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_WithoutLinkOrGateway_IsDownAtOnce_AndIsNotAsked()
    {
        var line = new Clockwork(Line, Leading);
        line.Run(At(20), _ => At(0.02));
        Assert.True(line.Judge.Meet(Leading with { Up = false }, At(20)));
        Assert.Equal((false, "its link is down", false), (line.Judge.IsGood, line.Judge.Why, line.Judge.IsProbed));
        line.Judge.Meet(Leading with { IPv4 = null }, At(21));
        Assert.Equal((false, "it has no gateway", At(20)), (line.Judge.IsGood, line.Judge.Why, line.Judge.Since));
    }

    [Fact]
    public void Judge_WithoutProbes_FollowsItsLink_AndHolds()
    {
        var judge = new UplinkJudge(Line with { Probes = [] }, Leading, At(0));
        Assert.True(judge.IsGood && judge.IsSteady);
        judge.Meet(UplinkPath.None, At(10));
        Assert.False(judge.IsGood);
        Assert.False(judge.Meet(Leading, At(20)));
        Assert.Equal(At(40), judge.Due);
        Assert.True(judge.Look(At(40)));
    }

    /// <summary>What the daemon before knew counts; what it measured does not.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Judge_Restored_IsWhatItWas(bool good)
    {
        var line = new Clockwork(Line, Leading);
        line.Run(At(20), _ => At(0.02));
        line.Run(At(60), _ => good ? At(0.02) : null);
        var next = new UplinkJudge(Line, Leading, At(61));
        next.Restore(line.Judge.Memory, At(61));
        Assert.Equal(line.Judge.Memory, next.Memory);
    }

    /// <summary>Whatever happens: it is never good without a way, falls only for a reason, and comes back only after holding.</summary>
    [Fact]
    public void Judge_RandomLives_KeepTheRules()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var line = new Clockwork(
                Line with { Failures = random.Next(1, 5), Hold = At(random.Next(0, 30)), Loss = random.Next(2) == 0 ? 40 : null }, Leading);
            var (quality, fellAt, answered) = (random.NextDouble(), (TimeSpan?)null, false);
            for (var second = 1; second < 300; second++)
            {
                if (random.Next(20) == 0)
                    quality = random.Next(3) switch { 0 => 0, 1 => 1, _ => random.NextDouble() };
                if (random.Next(40) == 0)
                    line.Judge.Meet(line.Judge.Path.Leads ? UplinkPath.None : Leading, At(second));
                var before = line.Judge.IsGood;
                line.Run(At(second), _ => random.NextDouble() < quality ? At(0.01) : null);
                answered |= line.Judge.HasAnswered;
                Assert.False(line.Judge.IsGood && !line.Judge.Path.Leads, $"seed {seed}");
                if (before && !line.Judge.IsGood)
                    fellAt = At(second);
                if (!before && line.Judge.IsGood && fellAt is { } fell && answered)
                    Assert.True(line.Judge.Since >= fell - At(1) || line.Judge.Settings.Hold == TimeSpan.Zero, $"seed {seed}");
                Assert.NotEqual("", line.Judge.Why);
            }
        }
    }

    private static ProbeTarget Parsed(string text) =>
        ProbeTarget.Parse(text, out var target) is null ? target : throw new InvalidOperationException(text);

    /// <summary>Asks when the judge says so; an answer comes when it does, none when its time is over.</summary>
    private sealed class Clockwork(UplinkSettings settings, UplinkPath path)
    {
        private TimeSpan now;

        public UplinkJudge Judge { get; } = new(settings, path, TimeSpan.Zero);

        /// <summary>When it came to be good, the last time meanwhile; null: it did not.</summary>
        public TimeSpan? Run(TimeSpan until, Func<ProbeTarget, TimeSpan?> delay)
        {
            TimeSpan? good = null;
            while (now < until)
            {
                var next = Judge.IsProbed && (Judge.Due is not { } due || Judge.NextRound <= due) ? Judge.NextRound : Judge.Due ?? until;
                if (next >= until)
                    break;
                now = next > now ? next : now;
                var before = Judge.IsGood;
                if (Judge.IsProbed && Judge.NextRound <= now)
                {
                    var answers = Judge.Settings.Probes.Select(target => new ProbeAnswer(target, delay(target))).ToList();
                    var round = new ProbeRound(now, [.. answers]);
                    now += answers.Max(answer => answer.Delay ?? Judge.Settings.Patience);
                    Judge.Meet(round, now);
                }
                else
                {
                    Judge.Look(now);
                }
                if (!before && Judge.IsGood)
                    good = now;
            }
            now = until;
            Judge.Look(now);
            return good;
        }
    }
}
