using Router.Documents.Shapes;

namespace Router.Features.SystemSettings;

/// <summary><c>system watchdog</c>: a machine that hangs restarts.</summary>
public sealed record WatchdogConfig
{
    /// <summary>A machine that does nothing for so long is restarted by its hardware.</summary>
    public TimeSpan Timeout { get; init; } = Usual;

    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);

    internal static readonly RecordShape<WatchdogConfig> Shape = new RecordShape<WatchdogConfig>(
            "watchdog", "A machine that hangs is restarted by its hardware, or by the kernel's timer where that has none.", () => new())
        .WithValue("timeout", Scalars.Duration, w => w.Timeout, (w, v) => w with { Timeout = v },
            "So long it may do nothing; hardware that cannot count so far takes the nearest that it can.");
}
