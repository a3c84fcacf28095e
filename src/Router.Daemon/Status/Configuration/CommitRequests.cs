using System.Text;
using Router.Api.Contract;
using Router.Daemon.Edges;
using Router.Daemon.Editing;
using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Features.Configuration;

namespace Router.Daemon.Status.Configuration;

/// <summary>The requests that change what runs, or say what that would do.</summary>
internal sealed class CommitRequests(
    ConfigurationEngine engine, Candidates candidates, StoredDocuments stored, ForecastReader forecasts, ConnectionProof proof,
    IPeers peers) : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Of<Request.Commit>((commit, asker) => CommitAsync(commit, asker)),
        Handler.Of<Request.CommitFile>((commit, asker) => CommitAsync(commit, asker)),
        Handler.Of<Request.DryRun>((dryRun, asker) => ForecastAsync(dryRun, asker.Author)),
        Handler.Of<Request.Confirm>(async (_, asker) =>
            Committed(await engine.ConfirmAsync(asker.Author, peers.ConnectedFor(asker.Peer)))),
    ];

    private async Task<Response> CommitAsync(Request.Commit commit, Asker asker)
    {
        var author = asker.Author;
        var taken = Take(author);
        var (reading, restored) = (taken.Draft.Document.Reading, candidates.Restored.Of(author.User));
        await proof.ProveAsync(reading, restored, commit.Force || commit.ConfirmMinutes is not null, asker);
        var outcome = await engine.CommitAsync(
            reading, Minutes(commit.ConfirmMinutes), author, commit.Comment, peers.ConnectedFor(asker.Peer), restored);
        candidates.Restored.Forget(author.User);
        candidates.Settle(author, taken, waits: outcome.ConfirmBefore is not null);
        return Committed(outcome with { Advice = [.. outcome.Advice, .. taken.Draft.Lost, .. Preview.Left(taken.Left)] });
    }

    private async Task<Response> CommitAsync(Request.CommitFile commit, Asker asker)
    {
        var read = ConfigReader.Read(Encoding.UTF8.GetBytes(commit.Document));
        var restored = commit.ValuesOf is { } number ? stored.ValuesOf(number) : KeptValues.None;
        await proof.ProveAsync(read, restored, commit.Force || commit.ConfirmMinutes is not null, asker);
        return Committed(await engine.CommitAsync(
            read, Minutes(commit.ConfirmMinutes), asker.Author, commit.Comment, peers.ConnectedFor(asker.Peer), restored, commit.Lock));
    }

    private async Task<Response> ForecastAsync(Request.DryRun dryRun, Author author) => dryRun.Document is { } document
        ? await forecasts.ReadAsync(ConfigReader.Read(Encoding.UTF8.GetBytes(document)), KeptValues.None)
        : await forecasts.ReadAsync(Take(author).Draft.Document.Reading, candidates.Restored.Of(author.User));

    /// <summary>What a commit of this connection would take: its changes with what others committed meanwhile.</summary>
    private CandidateTake Take(Author author)
    {
        var taken = candidates.Of(author.User).Take(author.Session ?? "", engine.Running.Content.Document);
        return taken.Conflicts.Count == 0 ? taken : throw new InvalidDocumentException(
            $"{engine.Running.By.User} has committed changes to the same places; rebase puts yours on top, discard gives yours up",
            [.. taken.Conflicts.Select(Preview.Problem)]);
    }

    internal static Response.Committed Committed(CommitOutcome outcome) =>
        new(
            outcome.Generation?.Number, outcome.ConfirmBefore, outcome.Plan,
            outcome.Advice, outcome.Took.TotalMilliseconds, outcome.Confirmed);

    internal static TimeSpan? Minutes(int? minutes) => minutes switch
    {
        null => null,
        > 0 and <= 1440 => TimeSpan.FromMinutes(minutes.Value),
        _ => throw new RefusedException($"{minutes} minutes is no time to wait for a confirmation", "1 to 1440"),
    };
}
