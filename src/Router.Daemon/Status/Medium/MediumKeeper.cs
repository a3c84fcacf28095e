using Microsoft.Extensions.Logging;
using Router.Daemon.Edges;
using Router.Daemon.Engine;

namespace Router.Daemon.Status.Medium;

/// <summary>
/// Keeps what is confirmed on the medium beside the state directory: a second copy on a part of its own and, where the state lives in
/// memory, the state itself. After each commit, and whenever a secret or another file of the state is a new one; nobody waits for it.
/// A medium that is away is told of and tried again until it is back.
/// </summary>
internal sealed class MediumKeeper(
    IMedium medium, BootState boot, ConfigurationEngine engine, EventHub events, TimeProvider time, ILogger<MediumKeeper> log)
{
    private const string Subject = "medium";

    /// <summary>What a commit may need.</summary>
    private const long Little = 1 << 20;

    /// <summary>Files of the state may change without a commit.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    private readonly Backoff backoff = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));

    private volatile string? failure;

    /// <summary>What is wrong with the medium, a line each; none: nothing is.</summary>
    public IReadOnlyList<string> Notes =>
    [
        .. boot.Notes,
        .. ((string?[])[failure is { } why ? Told(why) : null, Full()]).OfType<string>(),
    ];

    public async Task RunAsync(CancellationToken stopping)
    {
        if (!medium.Exists)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
            return;
        }
        using var commits = new CommitWatch(engine, time);
        await engine.Booted.WaitAsync(stopping);
        string? kept = null;
        while (true)
        {
            var stamp = medium.Stamp();
            if (stamp != kept && await TryAsync(stopping))
                kept = stamp;
            if (failure is null)
                backoff.Reset();
            await commits.WaitAsync(failure is null ? Look : backoff.Next(), stopping);
        }
    }

    private string Told(string why) => boot.IsRam
        ? $"what runs is in memory alone, and the next boot does not have it: {why}"
        : $"there is no second copy of what runs on the medium: {why}";

    private string? Full() => medium.Exists && medium.Free() is { } free && free < Little
        ? $"the data partition is full ({free >> 10} KiB are left): commits are refused until there is room"
        : null;

    private async Task<bool> TryAsync(CancellationToken stopping)
    {
        var why = await medium.KeepAsync(stopping);
        if (why == failure)
            return why is null;
        failure = why;
        if (why is not null)
            log.MediumFailed(why);
        else
            log.MediumKept();
        events.Publish(Subject, why is null ? "what runs is kept on the medium" : Told(why));
        return why is null;
    }
}
