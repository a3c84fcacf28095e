using Microsoft.Extensions.Logging;
using Router.Api.Contract;
using Router.Api.Controllers;
using Router.Core.Edges;
using Router.Daemon.Controllers;
using Router.Daemon.Engine;
using Router.Daemon.Status.Statements;

namespace Router.Daemon.Status.Controllers;

/// <summary>
/// Asks the controller for the document of this router, commits it, and states what runs. The question stays open until there is another
/// document; whatever was missed meanwhile, the next question gets. A controller that is away costs nothing: what runs goes on.
/// </summary>
internal sealed class ControllerAgent(
    ControllerDesk desk, GivenCommit commit, StatementWriter statements, ConfigurationEngine engine, EventHub events, TimeProvider time,
    ILogger<ControllerAgent> log)
{
    private const string Subject = "controller";
    private const int WaitSeconds = 50;

    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(15);

    /// <summary>Between two questions, however soon the first is answered.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly Backoff backoff = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));
    private readonly ControllerProgress progress = new();
    private volatile State state = new(null, null, null, null);

    public Response.Controller Status => new(
        desk.Config is { } config ? [.. config.Urls] : [], state.Url, state.Reached, progress.Revision,
        $"{progress.Outcome}".ToLowerInvariant(), progress.Detail, state.Failure, state.Again);

    public async Task RunAsync(CancellationToken stopping)
    {
        using var commits = new CommitWatch(engine, time);
        await engine.Booted.WaitAsync(stopping);
        while (true)
        {
            if (desk.Config is null)
            {
                state = new State(null, null, null, null);
                await commits.WaitAsync(Timeout.InfiniteTimeSpan, stopping);
                continue;
            }
            var pause = await TurnAsync(commits, stopping);
            if (pause > TimeSpan.Zero && await commits.WaitAsync(pause, stopping))
                backoff.Reset();
        }
    }

    /// <summary>How long to wait until the next one.</summary>
    private async Task<TimeSpan> TurnAsync(CommitWatch commits, CancellationToken stopping)
    {
        try
        {
            var client = await desk.OpenAsync(stopping);
            if (progress.Look(engine.Running.Content.Text, time.GetUtcNow(), Jitter.Of(desk.Config?.Every ?? Busy)))
                await StateAsync(client, stopping);
            var (given, isAnswer) = await FetchAsync(client, commits, stopping);
            backoff.Reset();
            if (given is not null)
                await TakeAsync(given, client.Url, stopping);
            return given is null && isAnswer ? Least : TimeSpan.Zero;
        }
        catch (BusyException e)
        {
            return Fails(e.Message, Busy);
        }
        catch (Exception e) when (e is ControllerException or IOException or ApplyException)
        {
            desk.TryNext();
            return Fails(e.Message, Jitter.Of(backoff.Next()));
        }
    }

    /// <summary>Null: there is no other document; where that is no answer, a commit ended the question.</summary>
    private async Task<(AssignedDocument? Given, bool IsAnswer)> FetchAsync(
        ControllerClient client, CommitWatch commits, CancellationToken stopping)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        // After a failure the answer is wanted soon: it shows that the controller is reached again.
        var longest = state.Failure is null ? WaitSeconds : 1;
        var wait = Math.Clamp((int)(progress.Due - time.GetUtcNow()).TotalSeconds, 1, longest);
        var fetching = client.FetchAsync(progress.Have, wait, enough.Token);
        var committing = commits.WaitAsync(Timeout.InfiniteTimeSpan, enough.Token);
        var first = await Task.WhenAny(fetching, committing);
        if (first == committing)
            await enough.CancelAsync();
        try
        {
            var given = await fetching;
            Reached(client.Url);
            return (given, true);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return (null, false);
        }
        finally
        {
            await enough.CancelAsync();
            await ((Task)committing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TakeAsync(AssignedDocument given, string url, CancellationToken stopping)
    {
        var why = await commit.RunAsync(given, url, stopping);
        progress.Took(given.Revision, why, engine.Running.Content.Text);
        if (why is null)
            log.ControllerTaken(given.Revision);
        else
            log.ControllerFailed($"revision {given.Revision}: {why}");
        events.Publish(Subject, why is null ? $"revision {given.Revision} runs" : $"revision {given.Revision} does not run: {why}");
    }

    private async Task StateAsync(ControllerClient client, CancellationToken stopping)
    {
        var said = statements.Write();
        await client.ReportAsync(
            new RunReport(progress.Revision, progress.Outcome, progress.Detail, said.Text, said.Key, said.Signature.ToArray()), stopping);
        progress.Stated();
        Reached(client.Url);
    }

    private void Reached(string url)
    {
        if (state.Failure is not null)
            events.Publish(Subject, $"{url} is reached again");
        state = new State(url, time.GetLocalNow(), null, null);
    }

    private TimeSpan Fails(string why, TimeSpan pause)
    {
        if (state.Failure != why)
        {
            log.ControllerFailed(why);
            events.Publish(Subject, why);
        }
        state = state with { Url = desk.Url, Failure = why, Again = time.GetLocalNow() + pause };
        return pause;
    }

    /// <param name="Url">Which one was asked last.</param>
    /// <param name="Reached">When one answered last.</param>
    /// <param name="Failure">Why none does.</param>
    /// <param name="Again">When one is asked again.</param>
    private sealed record State(string? Url, DateTimeOffset? Reached, string? Failure, DateTimeOffset? Again);
}
