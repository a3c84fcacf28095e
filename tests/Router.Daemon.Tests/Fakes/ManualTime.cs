namespace Router.Daemon.Tests.Fakes;

/// <summary>A clock that stands until it is moved; moving it fires the timers that fall due.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = new(2026, 5, 17, 12, 0, 0, TimeSpan.Zero);

    /// <summary>How much too soon timers fire: the system's do so by less than a millisecond.</summary>
    public TimeSpan Early { get; set; }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        lock (gate)
            timers.Add(timer);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var end = now + by;
        while (Next(end) is { } next)
        {
            if (next.Due > now)
                now = next.Due.Value;
            next.Fire();
        }
        now = end;
    }

    /// <summary>The clock is set, and no timer fires for it.</summary>
    public void Jump(TimeSpan by)
    {
        lock (gate)
        {
            now += by;
            timers.ForEach(timer => timer.Move(by));
        }
    }

    private ManualTimer? Next(DateTimeOffset end)
    {
        lock (gate)
            return timers.Where(t => t.Due <= end).MinBy(t => t.Due);
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan again)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : time.now + (dueTime > time.Early ? dueTime - time.Early : TimeSpan.Zero);
            period = again;
            return true;
        }

        public void Move(TimeSpan by) => Due += by;

        public void Fire()
        {
            Due = period > TimeSpan.Zero ? Due + period : null;
            callback(state);
        }

        public void Dispose() => Due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
