using System.Text;
using Microsoft.Extensions.Logging;
using Router.Core.Config;
using Router.Core.Edges;
using Router.Core.State;
using Router.Daemon.Generations;

namespace Router.Daemon.Engine;

/// <summary>
/// Owns the running configuration. One loop (<see cref="RunAsync"/>) does all that changes it; everybody else posts to
/// it or reads the last state.
/// </summary>
internal sealed class ConfigurationEngine(IDevice device, IGenerationStore store, EventHub events, TimeProvider time, ILogger<ConfigurationEngine> log)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    private readonly Inbox inbox = new();
    private readonly Lock gate = new();
    private readonly TaskCompletionSource networkReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource booted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (Author Who, DateTimeOffset Since)? committing;
    private volatile RunningConfiguration running = Documents.EmptyConfiguration;
    private volatile PendingCommit? pending;
    private volatile IReadOnlyList<string> notes = [];

    public RunningConfiguration Running => running;

    public PendingCommit? Pending => pending;

    /// <summary>What went otherwise than the startup file asks for.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Done when the network of the boot is there.</summary>
    public Task NetworkReady => networkReady.Task;

    /// <summary>Done when the services of the boot have been started, or have been found not to start.</summary>
    public Task Booted => booted.Task;

    /// <summary>A commit went back. Called by the engine's loop, after what ran before runs again.</summary>
    public event Action<TakenBack>? WentBack;

    public bool ServicesReady => booted.Task.IsCompleted;

    /// <summary>Boots, then does what is posted until <paramref name="stopping"/>.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var boot = inbox.PostAsync(BootAsync);
        var loop = inbox.RunAsync(stopping);
        await boot;
        await loop;
    }

    /// <summary>Makes <paramref name="document"/> the running configuration, and without <paramref name="confirmWithin"/> what boots.</summary>
    /// <exception cref="InvalidDocumentException">It has problems.</exception>
    /// <exception cref="BusyException">Somebody else commits.</exception>
    /// <exception cref="ApplyException">The device refused; it is as it was.</exception>
    /// <exception cref="IOException">The state directory cannot be written; nothing was applied.</exception>
    public Task<CommitOutcome> CommitAsync(string document, TimeSpan? confirmWithin, Author by, string? comment) =>
        CommitAsync(ConfigReader.Read(Encoding.UTF8.GetBytes(document)), confirmWithin, by, comment);

    /// <summary>
    /// The same for a document that was read before, as a candidate is. While a commit of the same user waits, one without a time of its
    /// own keeps that too, and may do so by no other connection than <see cref="ConfirmAsync"/> takes.
    /// </summary>
    /// <exception cref="RefusedException">It would keep a commit that waits, and the connection is older than that.</exception>
    public Task<CommitOutcome> CommitAsync(ConfigReading reading, TimeSpan? confirmWithin, Author by, string? comment, TimeSpan? connectedFor = null)
    {
        var asked = time.GetTimestamp();
        return ExclusiveAsync(by, stopping =>
        {
            if (pending is { } waiting && waiting.By.User == by.User && confirmWithin is null)
                MayKeep(waiting, connectedFor, asked);
            return CommitNowAsync(reading, confirmWithin, by, comment, stopping);
        });
    }

    /// <summary>
    /// Keeps the commit that waits. Only who made it can, and over a network only by a connection that is younger than it: an
    /// older one shows nothing of whether the router can still be reached. <paramref name="connectedFor"/> null: over no network.
    /// </summary>
    /// <exception cref="RefusedException">None waits, it is somebody else's, or the connection is older.</exception>
    /// <exception cref="IOException">It cannot be saved; it still waits.</exception>
    public Task<CommitOutcome> ConfirmAsync(Author by, TimeSpan? connectedFor)
    {
        var asked = time.GetTimestamp();
        return ExclusiveAsync(by, _ => Task.FromResult(ConfirmNow(by, connectedFor, asked)));
    }

    /// <summary>Takes back the commit that waits.</summary>
    /// <exception cref="RefusedException">None waits.</exception>
    public Task RevertAsync(Author by) => ExclusiveAsync(by, async stopping =>
    {
        await RevertNowAsync(pending ?? throw NothingWaits(), by.User, stopping, by.Session);
        return true;
    });

    /// <summary>Does something to the device between commits.</summary>
    public Task<T> BetweenCommitsAsync<T>(Func<CancellationToken, Task<T>> work) => inbox.PostAsync(work);

    private static RefusedException NothingWaits() =>
        new("no commit waits for its confirmation", "show version says what runs; one that was not confirmed in time has gone back");

    private async Task<T> ExclusiveAsync<T>(Author by, Func<CancellationToken, Task<T>> work)
    {
        lock (gate)
        {
            if (committing is var (who, since))
                throw new BusyException($"busy: {who.User} is committing since {since:HH:mm:ss}", "try again when that is done");
            committing = (by, time.GetLocalNow());
        }
        try
        {
            return await inbox.PostAsync(work);
        }
        finally
        {
            lock (gate)
                committing = null;
        }
    }

    private async Task<CommitOutcome> CommitNowAsync(ConfigReading reading, TimeSpan? confirmWithin, Author by, string? comment, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        if (pending is { } waiting && waiting.By.User != by.User)
            throw new BusyException($"busy: a commit of {waiting.By.User} waits for its confirmation until {waiting.Deadline:HH:mm:ss}", "confirm or rollback it first");
        var content = await Documents.CheckAsync(reading, device, stopping);
        var built = await device.BuildAsync(content.Config, stopping);
        if (built.State is not { } desired)
            throw new InvalidDocumentException("this router cannot be so; nothing was changed", Documents.Locate(built.Problems, content.Document));
        if (pending is null && confirmWithin is null && content.Text == running.Content.Text && running.Generation is { } same)
            return await AgainAsync(content, same, desired, by, started, stopping);

        var at = time.GetLocalNow();
        var staged = Stage(content.Text, at, by, comment);
        IReadOnlyList<string> plan;
        try
        {
            plan = await device.ApplyAsync(desired, stopping);
        }
        catch
        {
            staged.Dispose();
            throw;
        }
        content.Document.Rest();
        var next = new RunningConfiguration(content, Generation: null, by, at, comment);
        var confirmed = pending is not null && confirmWithin is null;
        if (confirmWithin is { } within)
            Wait(next, within, staged);
        else
            Keep(next, staged);
        events.Publish("commit", $"{by.User} ({by.Origin}): {plan.Count} steps{(confirmWithin is not null ? ", to be confirmed" : confirmed ? ", confirmed" : "")}", by.Session);
        log.Committed(by.User, by.Origin, plan.Count, confirmWithin is not null);
        return new CommitOutcome(running.Generation, pending?.Deadline, plan, content.Advice, time.GetElapsedTime(started), confirmed);
    }

    /// <summary>The document that runs, once more: what it names (set files, secrets) may be other than it was.</summary>
    private async Task<CommitOutcome> AgainAsync(
        CheckedDocument content, GenerationRecord same, DesiredState desired, Author by, long started, CancellationToken stopping)
    {
        var plan = await device.ApplyAsync(desired, stopping);
        content.Document.Rest();
        running = running with { Content = content };
        events.Publish("commit", $"{by.User} ({by.Origin}): the same configuration, {plan.Count} steps", by.Session);
        return new CommitOutcome(same, null, plan, content.Advice, time.GetElapsedTime(started));
    }

    private IStagedGeneration Stage(string document, DateTimeOffset at, Author by, string? comment)
    {
        try
        {
            return store.Stage(document, at, by.User, by.Origin, comment);
        }
        catch (IOException exception)
        {
            throw new IOException($"{exception.Message}; nothing was changed", exception);
        }
    }

    private void Wait(RunningConfiguration next, TimeSpan within, IStagedGeneration staged)
    {
        var before = pending?.Before ?? running;
        pending?.Dispose();
        PendingCommit? waiting = null;
        var timer = time.CreateTimer(_ => _ = inbox.PostAsync(stopping => ExpireAsync(Volatile.Read(ref waiting)!, stopping)), null, Timeout.InfiniteTimeSpan, Again);
        waiting = new PendingCommit(before, next.By, time.GetTimestamp(), time.GetLocalNow() + within, staged, timer);
        pending = waiting;
        running = next;
        timer.Change(within, Again);
    }

    private CommitOutcome ConfirmNow(Author by, TimeSpan? connectedFor, long asked)
    {
        var started = time.GetTimestamp();
        var waiting = pending ?? throw NothingWaits();
        if (waiting.By.User != by.User)
            throw new RefusedException(
                $"{waiting.By.User} made this commit, and nobody else can confirm it", $"it goes back at {waiting.Deadline:HH:mm:ss}; rollback takes it back now");
        MayKeep(waiting, connectedFor, asked);
        Keep(running, waiting.Staged);
        events.Publish("commit", $"confirmed by {by.User} ({by.Origin})", by.Session);
        log.Confirmed(by.User, by.Origin);
        return new CommitOutcome(running.Generation, null, [], [], time.GetElapsedTime(started), Confirmed: true);
    }

    /// <exception cref="RefusedException">The connection says nothing of whether the router can still be reached.</exception>
    private void MayKeep(PendingCommit waiting, TimeSpan? connectedFor, long asked)
    {
        if (connectedFor is { } age && age >= time.GetElapsedTime(waiting.AppliedAt, asked))
            throw new RefusedException(
                "this connection is older than the commit that waits, so it does not show that the router can still be reached",
                "log in anew and confirm or commit there; \"commit confirm MINUTES\" goes on waiting");
    }

    private void Keep(RunningConfiguration next, IStagedGeneration staged)
    {
        // It runs, whatever the disk says next: to claim that the one before does would be a lie.
        running = next;
        try
        {
            staged.Publish();
        }
        catch (IOException exception)
        {
            throw new IOException($"the configuration runs, but cannot be saved as the one to boot: {exception.Message}", exception);
        }
        running = next with { Generation = staged.Record };
        pending?.Dispose();
        pending = null;
        notes = [];
    }

    private async Task<bool> ExpireAsync(PendingCommit waiting, CancellationToken stopping)
    {
        if (pending != waiting)
            return false;
        try
        {
            await RevertNowAsync(waiting, "nobody confirmed", stopping);
            return true;
        }
        catch (Exception exception) when (exception is ApplyException or InvalidDocumentException or IOException)
        {
            // The timer comes again; a router that nobody may be able to reach has nothing better to do.
            log.RevertFailed(exception.Message);
            events.Publish("commit", $"cannot go back yet: {exception.Message}");
            return false;
        }
    }

    private async Task RevertNowAsync(PendingCommit waiting, string why, CancellationToken stopping, string? session = null)
    {
        await device.ApplyAsync(waiting.Before.Content.Config, stopping);
        var failed = running;
        running = waiting.Before;
        pending = null;
        waiting.Dispose();
        WentBack?.Invoke(new TakenBack(failed, running, time.GetLocalNow(), why));
        events.Publish("commit", $"of {waiting.By.User} was taken back ({why})", session);
        log.Reverted(waiting.By.User, why);
    }

    private async Task<bool> BootAsync(CancellationToken stopping)
    {
        var said = new List<string>();
        foreach (var choice in BootChoices.Of(store, device.Surroundings.SetFiles, said))
        {
            try
            {
                await device.ApplyNetworkAsync(choice.Content.Config, stopping);
                choice.Content.Document.Rest();
                running = choice;
                break;
            }
            catch (Exception exception) when (exception is ApplyException or InvalidDocumentException or IOException)
            {
                said.Add($"{BootChoices.Name(choice)} could not be applied: {exception.Message}");
            }
        }
        notes = [.. said];
        foreach (var note in said)
        {
            log.BootNote(note);
            events.Publish("boot", note);
        }
        networkReady.TrySetResult();
        var failures = await device.StartServicesAsync(running.Content.Config, stopping);
        foreach (var failure in failures)
        {
            log.ServiceFailed(failure);
            events.Publish("service", failure);
        }
        notes = [.. said, .. failures];
        booted.TrySetResult();
        events.Publish("boot", failures.Count == 0 ? "services are ready" : $"services are started, {failures.Count} failed");
        log.ServicesReady(failures.Count);
        return true;
    }
}
