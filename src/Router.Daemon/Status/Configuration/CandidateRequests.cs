using Router.Api.Contract;
using Router.Daemon.Editing;
using Router.Daemon.Engine;
using Router.Documents;
using Router.Documents.Editing;

namespace Router.Daemon.Status.Configuration;

/// <summary>The requests that change a user's candidate.</summary>
internal sealed class CandidateRequests(ConfigurationEngine engine, Candidates candidates, StoredDocuments stored) : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Of<Request.Edit>((edit, asker) =>
            new Response.Done(Mine(asker.Author).Edit(Session(asker.Author), edit, Running) ?? "")),
        Handler.Of<Request.Enter>((enter, asker) => Enter(enter, asker.Author)),
        Handler.Of<Request.Load>((load, asker) => Load(load, asker.Author)),
        Handler.Of<Request.Rebase>((_, asker) => Rebase(asker.Author)),
        Handler.Of<Request.Discard>((_, asker) => Discard(asker.Author)),
        Handler.Of<Request.Rollback>((rollback, asker) => RollbackAsync(rollback, asker.Author)),
    ];

    private ConfigDocument Running => engine.Running.Content.Document;

    private Candidate Mine(Author author) => candidates.Of(author.User);

    private static string Session(Author author) => author.Session ?? "";

    private Response.Done Enter(Request.Enter enter, Author author)
    {
        var entered = Mine(author).Document(Running).Enter(enter.Path);
        return entered.Problem is { } problem
            ? throw new RefusedException($"{problem.Path}: {problem.Message}", problem.Hint)
            : new Response.Done(entered.Remark ?? "");
    }

    private Response.Done Load(Request.Load load, Author author)
    {
        Mine(author).Load(Session(author), candidate => Loading.Into(candidate, load), Running, whole: load.How == LoadHow.Override);
        candidates.Restored.Forget(author.User);
        return new Response.Done("loaded; compare shows what it changes, commit applies it");
    }

    private Response.Done Rebase(Author author)
    {
        var replaced = Mine(author).Rebase(Session(author), Running);
        return new Response.Done(replaced.Count == 0
            ? "your changes are now on top of what runs; compare shows them"
            : $"your changes are now on top of what runs, in place of others at: {string.Join("; ", replaced.Select(c => ConfigPath.Join(c.Path)))}");
    }

    private Response.Done Discard(Author author)
    {
        var left = Mine(author).Discard(Session(author), Running);
        candidates.Restored.Forget(author.User);
        return new Response.Done(left.Count == 0 ? "" : $"given up; what another session of yours has changed stays: {Preview.Some(left)}");
    }

    private async Task<Response> RollbackAsync(Request.Rollback rollback, Author author)
    {
        switch (rollback)
        {
            case { Back: 0 }:
                return Discard(author) is { Message.Length: > 0 } left
                    ? left
                    : new Response.Done("the candidate is what runs; edits are given up");
            case { Generation: null, Name: null, Back: null }:
                await engine.RevertAsync(author);
                return new Response.Done("the commit is taken back");
        }
        var number = rollback.Generation ?? (rollback.Back is { } back ? stored.NumberBack(back) : stored.NumberOf(rollback.Name!));
        var document = stored.Read(number);
        Mine(author).Load(Session(author), _ => document, Running, whole: true);
        return new Response.Done(
            $"generation {number} is the candidate{AlongWith(number, author)}; compare shows what it changes, commit applies it");
    }

    /// <summary>What a generation brings back beside its document.</summary>
    private string AlongWith(int number, Author author)
    {
        var along = stored.Record(number) is { } generation
            ? candidates.Restored.Take(author.User, generation, engine.Running)
            : [];
        return along.Count == 0 ? "" : $", with {string.Join(", ", along)} as {(along.Count == 1 ? "it was" : "they were")} then";
    }
}
