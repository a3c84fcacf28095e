using Router.Documents;

namespace Router.Core.Uplinks;

/// <summary>
/// Whether an uplink is good, from what its probes say. Pure: <c>now</c> is the time since the machine started. A line is taken for good
/// until it is known to be bad, and comes up without holding the first time; one that was lost has to answer for its holding time.
/// </summary>
public sealed class UplinkJudge
{
    /// <summary>Rounds that loss and delay are measured over, and how few say something of them.</summary>
    private const int Window = 10, FewestForLoss = 5, FewestForDelay = 3;

    private readonly Queue<ProbeRound> rounds = [];
    private TimeSpan? answeringSince;
    private int lost;
    private bool wasGood;

    public UplinkJudge(UplinkSettings settings, UplinkPath path, TimeSpan now)
    {
        (Settings, Path, Since, NextRound) = (settings, path, now, now);
        (IsGood, Why) = path.Leads ? (true, Untried(settings)) : (false, Missing(path));
        wasGood = IsGood && settings.Probes.Count == 0;
    }

    public UplinkSettings Settings { get; private set; }

    public UplinkPath Path { get; private set; }

    public bool IsGood { get; private set; }

    public TimeSpan Since { get; private set; }

    public string Why { get; private set; }

    /// <summary>Some target has answered, ever.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>It answered when it was asked last, or need not be asked.</summary>
    public bool IsSteady => IsGood && (Settings.Probes.Count == 0 || (rounds.Count > 0 && lost == 0));

    /// <summary>When its targets are to be asked next; meaningless where there are none or the line leads nowhere.</summary>
    public TimeSpan NextRound { get; private set; }

    public bool IsProbed => Settings.Probes.Count > 0 && Path.Leads;

    /// <summary>When it counts as good again unless something happens; null: only something that happens changes it.</summary>
    public TimeSpan? Due => !IsGood && Path.Leads && answeringSince is { } since ? since + Holding : null;

    public IEnumerable<ProbeQuality> Quality => Settings.Probes.Select(Of);

    private TimeSpan Holding => wasGood ? Settings.Hold : TimeSpan.Zero;

    /// <summary>As a daemon before this one left it.</summary>
    public void Restore(UplinkMemory memory, TimeSpan now)
    {
        if (!Path.Leads || memory.Since > now)
            return;
        (IsGood, Since, Why, HasAnswered) = (memory.IsGood, memory.Since, memory.Why, memory.HasAnswered);
        wasGood = memory.WasGood;
        if (!IsGood && Settings.Probes.Count == 0)
            answeringSince = now;
    }

    public UplinkMemory Memory => new(Settings.Name, IsGood, Since, Why, HasAnswered, wasGood);

    /// <summary>Where another measure is asked for, it is measured from now on; good or not stays as it is.</summary>
    public void Change(UplinkSettings settings, TimeSpan now)
    {
        var same = settings.MeasuresAs(Settings);
        Settings = settings;
        if (same)
            return;
        Begin();
        NextRound = now;
        if (Settings.Probes.Count == 0)
            Answering(now);
        Look(now);
    }

    /// <summary>True: it is good or bad from now on, and was not before.</summary>
    public bool Meet(UplinkPath path, TimeSpan now)
    {
        if (path == Path)
            return Look(now);
        var before = Path;
        Path = path;
        if (!path.Leads)
        {
            Begin();
            return Fall(Missing(path), now);
        }
        if (!before.Leads)
        {
            NextRound = now;
            if (Settings.Probes.Count == 0)
                Answering(now);
        }
        return Look(now);
    }

    /// <summary>As above.</summary>
    public bool Meet(ProbeRound round, TimeSpan now)
    {
        if (!Path.Leads || !round.Answers.Select(answer => answer.Target).SequenceEqual(Settings.Probes))
            return false;
        rounds.Enqueue(round);
        if (rounds.Count > Window)
            rounds.Dequeue();
        lost = round.IsAnswered ? 0 : lost + 1;
        HasAnswered |= round.IsAnswered;
        // What is lost is asked again at once: that much faster it is known.
        NextRound = round.Sent + (IsGood && lost > 0 && lost < Settings.Failures ? Settings.Patience : Settings.Interval);
        var trouble = Trouble();
        if (!round.IsAnswered || trouble is not null)
            answeringSince = null;
        else
            Answering(round.Sent);
        if (trouble is null)
            return Look(now);
        return Fall(trouble, now);
    }

    /// <summary>True: its time has come, and it is good.</summary>
    public bool Look(TimeSpan now)
    {
        if (Due is not { } due || due > now)
        {
            if (IsGood && HasAnswered && Why == Untried(Settings))
                Why = Answers;
            return false;
        }
        (IsGood, Since, Why, wasGood) = (true, now, Settings.Probes.Count == 0 ? Untried(Settings) : Answers, true);
        lost = 0;
        return true;
    }

    private const string Answers = "its probes are answered";

    private void Answering(TimeSpan since)
    {
        answeringSince ??= since;
        if (IsGood)
            wasGood = true;
    }

    private bool Fall(string why, TimeSpan now)
    {
        var news = IsGood;
        if (news)
        {
            (IsGood, Since) = (false, now);
            // What was measured until now is why it fell, and nothing that it comes back by.
            Begin();
        }
        Why = why;
        return news;
    }

    private void Begin()
    {
        rounds.Clear();
        lost = 0;
        answeringSince = null;
    }

    /// <summary>Null: nothing is wrong with what the last rounds say.</summary>
    private string? Trouble()
    {
        if (IsGood ? lost >= Settings.Failures : lost > 0)
            return HasAnswered
                ? $"none of its probes is answered ({string.Join(", ", Settings.Probes)})"
                : $"none of its probes has ever been answered: see whether {string.Join(", ", Settings.Probes)} may be asked by this line";
        var quality = Quality.Where(target => target.Delay is not null).ToList();
        if (Settings.Loss is { } limit && rounds.Count >= FewestForLoss && quality.Count > 0
            && quality.Min(target => target.Loss) is var loss && loss >= limit)
            return $"{loss} % of its probes are lost, and {limit} % are too many";
        if (Settings.Delay is { } slowest && rounds.Count >= FewestForDelay && quality.Count > 0
            && quality.Min(target => target.Delay!.Value) is var delay && delay > slowest)
            return $"its probes take {delay.TotalMilliseconds:0} ms, and {slowest.TotalMilliseconds:0} ms are too many";
        return null;
    }

    private ProbeQuality Of(ProbeTarget target)
    {
        var answers = rounds.SelectMany(round => round.Answers).Where(answer => answer.Target == target).ToList();
        var delays = answers.Where(answer => answer.Delay is not null).Select(answer => answer.Delay!.Value.TotalMilliseconds).ToList();
        return new ProbeQuality(
            target,
            answers.Count == 0 ? 0 : 100 * (answers.Count - delays.Count) / answers.Count,
            delays.Count == 0 ? null : TimeSpan.FromMilliseconds(delays.Average()));
    }

    private static string Untried(UplinkSettings settings) =>
        settings.Probes.Count == 0 ? "it is up and has a gateway" : "none of its probes has been answered yet";

    private static string Missing(UplinkPath path) => path.Up ? "it has no gateway" : "its link is down";
}

/// <summary>What a daemon leaves to the one after it.</summary>
/// <param name="Since">Since the machine started, which the next daemon counts from too.</param>
public sealed record UplinkMemory(string Name, bool IsGood, TimeSpan Since, string Why, bool HasAnswered, bool WasGood);
