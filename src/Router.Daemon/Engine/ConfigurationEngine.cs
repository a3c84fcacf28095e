using System.Text;
using Microsoft.Extensions.Logging;
using Router.Core.Edges;
using Router.Core.State;
using Router.Daemon.Generations;
using Router.Features.Configuration;

namespace Router.Daemon.Engine;

/// <summary>
/// Owns the running configuration. One loop (<see cref="RunAsync"/>) does all that changes it; everybody else posts to
/// it or reads the last state.
/// </summary>
internal sealed class ConfigurationEngine(
    IDevice device, IGenerationStore store, ValueKeeper values, EventHub events, TimeProvider time, ILogger<ConfigurationEngine> log,
    BootState? boot = null)
{
    private readonly Inbox inbox = new();
    private readonly AddressSets sets = new(device);
    private readonly TaskCompletionSource networkReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource booted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RunningConfiguration running = CheckedDocuments.EmptyConfiguration;
    private volatile PendingCommit? pending;
    private volatile string[] bootNotes = [];
    private volatile UnsavedCommit? unsaved;

    /// <summary>Who may commit.</summary>
    public CommitGate Commits { get; } = new(time);

    public RunningConfiguration Running => running;

    public PendingCommit? Pending => pending;

    /// <summary>What is otherwise than the configuration asks for.</summary>
    public IReadOnlyList<string> Notes =>
        [.. bootNotes, .. sets.Notes, .. ((string?[])[unsaved?.Note, values.Note]).OfType<string>(), .. device.Shortfalls];

    /// <summary>Something is missing that may come by itself, see <see cref="RecoverAsync"/>.</summary>
    public bool IsShort =>
        booted.Task.IsCompleted && (unsaved is not null || values.Note is not null || sets.Notes.Count + device.Shortfalls.Count > 0);

    /// <summary>Done when the network of the boot is there.</summary>
    public Task NetworkReady => networkReady.Task;

    /// <summary>Done when the services of the boot have been started, or have been found not to start.</summary>
    public Task Booted => booted.Task;

    /// <summary>A commit went back. Called by the engine's loop, after what ran before runs again.</summary>
    public event Action<TakenBack>? WentBack;

    /// <summary>A commit is confirmed, and is what boots. Called by the engine's loop.</summary>
    public event Action<RunningConfiguration>? Saved;

    public bool ServicesReady => booted.Task.IsCompleted;

    /// <summary>Boots, then does what is posted until <paramref name="stopping"/>.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        _ = inbox.PostAsync(BootAsync);
        await inbox.RunAsync(stopping);
    }

    /// <summary>
    /// Makes <paramref name="document"/> the running configuration, and without <paramref name="confirmWithin"/> what boots.
    /// </summary>
    /// <exception cref="InvalidDocumentException">It has problems.</exception>
    /// <exception cref="BusyException">Somebody else commits.</exception>
    /// <exception cref="ApplyException">The device refused; it is as it was.</exception>
    /// <exception cref="IOException">The state directory cannot be written; nothing was applied.</exception>
    public Task<CommitOutcome> CommitAsync(string document, TimeSpan? confirmWithin, Author by, string? comment) =>
        CommitAsync(ConfigReader.Read(Encoding.UTF8.GetBytes(document)), confirmWithin, by, comment);

    /// <summary>
    /// The same for a document that was read before, as a candidate is. While a commit of the same user waits, one without a time of its
    /// own keeps that too, and may do so by no other connection than <see cref="ConfirmAsync"/> takes. <paramref name="restored"/>: secrets
    /// and set files that it shall have as they were once, not as they are stored now. <paramref name="holding"/>: the lock that whoever
    /// commits holds.
    /// </summary>
    /// <exception cref="RefusedException">It would keep a commit that waits, and the connection is older than that.</exception>
    public Task<CommitOutcome> CommitAsync(
        ConfigReading reading, TimeSpan? confirmWithin, Author by, string? comment,
        TimeSpan? connectedFor = null, KeptValues? restored = null, string? holding = null)
    {
        var asked = time.GetTimestamp();
        return ExclusiveAsync(() => Commits.Enter(by, holding), stopping =>
        {
            if (pending is { } waiting && waiting.By.User == by.User && confirmWithin is null)
                MayKeep(waiting, connectedFor, asked);
            return CommitNowAsync(reading, restored ?? KeptValues.None, confirmWithin, by, comment, stopping);
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
        return ExclusiveAsync(() => Commits.Enter(by), _ => Task.FromResult(ConfirmNow(by, connectedFor, asked)));
    }

    /// <summary>Takes back the commit that waits.</summary>
    /// <exception cref="RefusedException">None waits.</exception>
    public Task RevertAsync(Author by) => ExclusiveAsync(() => Commits.Enter(by), async stopping =>
    {
        await RevertNowAsync(pending ?? throw NothingWaits(), by.User, stopping, by.Session);
        return true;
    });

    /// <summary>Tries again what is missing of the running configuration. True: something came.</summary>
    public Task<bool> RecoverAsync() => inbox.PostAsync(RecoverNowAsync);

    /// <summary>Does something to the device between commits.</summary>
    public Task<T> BetweenCommitsAsync<T>(Func<CancellationToken, Task<T>> work) => inbox.PostAsync(work);

    private static RefusedException NothingWaits() =>
        new("no commit waits for its confirmation", "show version says what runs; one that was not confirmed in time has gone back");

    private async Task<T> ExclusiveAsync<T>(Action enter, Func<CancellationToken, Task<T>> work)
    {
        enter();
        try
        {
            return await inbox.PostAsync(work);
        }
        finally
        {
            Commits.Leave();
        }
    }

    private async Task<CommitOutcome> CommitNowAsync(
        ConfigReading reading, KeptValues restored, TimeSpan? confirmWithin, Author by, string? comment, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        if (pending is { } waiting && waiting.By.User != by.User)
            throw new BusyException(
                $"busy: a commit of {waiting.By.User} waits for its confirmation until {waiting.Deadline:HH:mm:ss}",
                "confirm or rollback it first");
        var content = await CheckedDocuments.CheckAsync(reading, restored, device, stopping);
        var desired = await CheckedDocuments.BuildAsync(content, device, stopping);
        content = content with { Kept = Writing(() => values.Keep(content, restored)) };
        // What boots is another one than what runs, or less than it, as long as the boot had something to say: then it is saved again.
        var isSaved = unsaved is null && bootNotes.Length + sets.Notes.Count == 0;
        if (pending is null && isSaved && confirmWithin is null && running.Generation is { } same && content.IsSameAs(running.Content))
            return await AgainAsync(content, same, desired, by, started, stopping);

        var at = time.GetLocalNow();
        var staged = Writing(() => store.Stage(content.Text, at, by.User, by.Origin, comment, content.Kept));
        IReadOnlyList<string> plan;
        try
        {
            plan = await device.ApplyAsync(desired, stopping);
        }
        catch (Exception exception)
        {
            staged.Dispose();
            throw exception is NotTakenBackException ? await TakeBackAsync(exception.Message, stopping) : exception;
        }
        content.Document.ReleaseTree();
        values.Restore(content.Kept.Only([.. restored.Secrets.Keys], [.. restored.SetFiles.Keys]), null);
        var next = new RunningConfiguration(content, Generation: null, by, at, comment);
        var confirmed = pending is not null && confirmWithin is null;
        if (confirmWithin is { } within)
            Wait(next, within, staged);
        else
            Keep(next, staged);
        events.Publish(
            "commit",
            $"{by.User} ({by.Origin}): {plan.Count} steps{(confirmWithin is not null ? ", to be confirmed" : confirmed ? ", confirmed" : "")}",
            by.Session);
        log.Committed(by.User, by.Origin, plan.Count, confirmWithin is not null);
        return new CommitOutcome(running.Generation, pending?.Deadline, plan, Advice(content), time.GetElapsedTime(started), confirmed);
    }

    /// <summary>The document that runs, once more: what it names (set files, secrets) may be other than it was.</summary>
    private async Task<CommitOutcome> AgainAsync(
        CheckedDocument content, GenerationRecord same, DesiredState desired, Author by, long started, CancellationToken stopping)
    {
        var plan = await device.ApplyAsync(desired, stopping);
        content.Document.ReleaseTree();
        running = running with { Content = content };
        events.Publish("commit", $"{by.User} ({by.Origin}): the same configuration, {plan.Count} steps", by.Session);
        return new CommitOutcome(same, null, plan, Advice(content), time.GetElapsedTime(started));
    }

    /// <summary>Of the document itself, and what of it waits.</summary>
    private IReadOnlyList<string> Advice(CheckedDocument content) => [.. content.Advice, .. device.Waiting.Select(waits => $"{waits}")];

    private static T Writing<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (IOException exception)
        {
            throw new IOException($"{exception.Message}; nothing was changed", exception);
        }
    }

    /// <summary>
    /// What the transaction could not take back is brought back as far as it goes; what is missing then is told, and tried again.
    /// </summary>
    private async Task<ApplyException> TakeBackAsync(string reason, CancellationToken stopping)
    {
        await SettleAsync(running.Content, stopping);
        return new ApplyException("commit", 0, device.Shortfalls.Count == 0
            ? $"{reason}; it was brought back afterwards"
            : $"{reason}; still missing: {string.Join("; ", device.Shortfalls)}");
    }

    private async Task SettleAsync(CheckedDocument content, CancellationToken stopping)
    {
        await device.SettleNetworkAsync(content, stopping);
        await device.SettleServicesAsync(content, stopping);
    }

    private void Wait(RunningConfiguration next, TimeSpan within, IStagedGeneration staged)
    {
        var before = pending?.Before ?? running;
        pending?.Dispose();
        PendingCommit? waiting = null;
        var timer = time.CreateTimer(
            _ => _ = inbox.PostAsync(stopping => ExpireAsync(Volatile.Read(ref waiting)!, stopping)),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        waiting = new PendingCommit(before, next.By, time.GetTimestamp(), time.GetLocalNow() + within, staged, timer);
        pending = waiting;
        running = next;
        timer.Change(within, Timeout.InfiniteTimeSpan);
    }

    private CommitOutcome ConfirmNow(Author by, TimeSpan? connectedFor, long asked)
    {
        var started = time.GetTimestamp();
        var waiting = pending ?? throw NothingWaits();
        if (waiting.By.User != by.User)
            throw new RefusedException(
                $"{waiting.By.User} made this commit, and nobody else can confirm it",
                $"it goes back at {waiting.Deadline:HH:mm:ss}; rollback takes it back now");
        MayKeep(waiting, connectedFor, asked);
        try
        {
            waiting.Staged.Publish();
        }
        catch (IOException exception)
        {
            throw new IOException($"it still waits: it cannot be saved as the configuration to boot: {exception.Message}", exception);
        }
        Kept(running, waiting.Staged);
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
                "log in again and confirm or commit there; \"commit confirm MINUTES\" goes on waiting");
    }

    private void Keep(RunningConfiguration next, IStagedGeneration staged)
    {
        // It runs, whatever the disk says next: to claim that the one before does would be a lie. And one that waited runs no more.
        running = next;
        pending?.Dispose();
        pending = null;
        try
        {
            staged.Publish();
        }
        catch (IOException exception)
        {
            unsaved?.Staged.Dispose();
            unsaved = new UnsavedCommit(staged, exception.Message);
            throw new IOException(
                $"the configuration runs, but cannot be saved as the one to boot: {exception.Message}; it is tried again", exception);
        }
        Kept(next, staged);
    }

    /// <summary>It runs, and boots.</summary>
    private void Kept(RunningConfiguration next, IStagedGeneration staged)
    {
        running = next with { Generation = staged.Record };
        pending?.Dispose();
        pending = null;
        unsaved?.Staged.Dispose();
        unsaved = null;
        bootNotes = [];
        sets.AreWhole();
        Saved?.Invoke(running);
    }

    private async Task<bool> ExpireAsync(PendingCommit waiting, CancellationToken stopping)
    {
        if (pending != waiting)
            return false;
        await RevertNowAsync(waiting, "nobody confirmed", stopping);
        return true;
    }

    /// <summary>
    /// The network first, then each service by itself; what is still missing then is tried again. Nothing keeps a router from going back.
    /// </summary>
    private async Task RevertNowAsync(PendingCommit waiting, string why, CancellationToken stopping, string? session = null)
    {
        var failed = running;
        running = waiting.Before;
        pending = null;
        waiting.Dispose();
        await SettleAsync(running.Content, stopping);
        values.Restore(running.Content.Kept, failed.Content.Kept);
        WentBack?.Invoke(new TakenBack(failed, running, time.GetLocalNow(), why));
        events.Publish("commit", $"of {waiting.By.User} was taken back ({why})", session);
        log.Reverted(waiting.By.User, why);
        Tell("commit", device.Shortfalls);
    }

    private async Task<bool> RecoverNowAsync(CancellationToken stopping)
    {
        var before = Notes;
        if (unsaved is { } commit && pending is null)
            SaveAgain(commit);
        values.RestoreOwed();
        var came = pending is null && sets.Notes.Count > 0 && TakeSets();
        if (came || device.Shortfalls.Count > 0)
            await device.RetryAsync(running.Content, stopping);
        Tell("recovery", Notes.Except(before));
        var over = before.Except(Notes).ToList();
        foreach (var line in over)
            events.Publish("recovery", $"no longer: {line}");
        return came || over.Count > 0;
    }

    /// <summary>True: the address sets are others than they were.</summary>
    private bool TakeSets()
    {
        var before = running.Content.Config.Firewall.Sets;
        running = running with { Content = sets.Read(running.Content) };
        return !running.Content.Config.Firewall.Sets.Equals(before);
    }

    private void SaveAgain(UnsavedCommit commit)
    {
        try
        {
            commit.Staged.Publish();
            Kept(running, commit.Staged);
        }
        catch (IOException exception)
        {
            unsaved = commit with { Reason = exception.Message };
        }
    }

    private async Task<bool> BootAsync(CancellationToken stopping)
    {
        running = Choose();
        TakeSets();
        await device.SettleNetworkAsync(running.Content, stopping);
        running.Content.Document.ReleaseTree();
        foreach (var note in Notes)
            log.BootNote(note);
        Tell("boot", Notes);
        networkReady.TrySetResult();
        var before = device.Shortfalls;
        await device.SettleServicesAsync(running.Content, stopping);
        IReadOnlyList<string> failures = [.. device.Shortfalls.Except(before)];
        foreach (var failure in failures)
            log.ServiceFailed(failure);
        Tell("service", failures);
        booted.TrySetResult();
        events.Publish("boot", failures.Count == 0 ? "services are ready" : $"services are started, {failures.Count} failed");
        log.ServicesReady(failures.Count);
        return true;
    }

    /// <summary>A fault of ours in choosing must not leave a router without a firewall.</summary>
    private RunningConfiguration Choose()
    {
        var said = new List<string>();
        try
        {
            var choices = new BootChoices(store, said);
            return boot is { IsFailsafe: true } ? choices.Failsafe(device.Board) : choices.Choose();
        }
        catch (Exception exception)
        {
            said.Add($"booted with the empty configuration, log in on the serial console: {exception.Message}");
            return CheckedDocuments.EmptyConfiguration;
        }
        finally
        {
            bootNotes = [.. said];
        }
    }

    private void Tell(string subject, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            events.Publish(subject, line);
    }
}
