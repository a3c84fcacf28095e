using System.Diagnostics;
using System.Text;
using Router.Api.Contract;
using Router.Core.Config;
using Router.Daemon.Engine;

namespace Router.Daemon.Sessions;

/// <summary>The requests about configurations. Holds the session's candidate, which begins with the first edit.</summary>
internal sealed class ConfigurationRequests(SharedServices services)
{
    private Candidate? candidate;

    private ConfigurationEngine Engine => services.Engine;

    private Candidate Mine => candidate ??= new Candidate(Engine.Running);

    public async Task<Response> AnswerAsync(Request request, Author author)
    {
        switch (request)
        {
            case Request.ShowConfiguration show:
                return Show(show);
            case Request.ShowHistory:
                return History();
            case Request.Edit edit:
                Mine.Edit(edit);
                return new Response.Done("");
            case Request.Load load:
                Mine.Load(Encoding.UTF8.GetBytes(load.Document));
                return new Response.Done("loaded; compare shows what it changes, commit applies it");
            case Request.Compare:
                return candidate is null ? new Response.Difference([], []) : Difference(Engine.Running.Content.Document, candidate.Document);
            case Request.Rebase:
                Mine.Rebase(Engine.Running);
                return new Response.Done("your changes are now on top of what runs; compare shows them");
            case Request.Discard:
                candidate = null;
                return new Response.Done("");
            case Request.Commit commit:
                return await CommitAsync(commit, author);
            case Request.CommitFile file:
                return Committed(await Engine.CommitAsync(file.Document, Minutes(file.ConfirmMinutes), author, file.Comment));
            case Request.Confirm:
                return Committed(await Engine.ConfirmAsync(author));
            case Request.Rollback { Generation: { } number }:
                Mine.Load(services.Store.Read(number) ?? throw NoGeneration(number));
                return new Response.Done($"generation {number} is the candidate; compare shows what it changes, commit applies it");
            case Request.Rollback:
                await Engine.RevertAsync(author);
                return new Response.Done("the commit is taken back");
            case Request.Complete complete:
                return new Response.Completions(await Completions.OfAsync(complete, candidate?.Document ?? Engine.Running.Content.Document, services));
            default:
                throw new UnreachableException(request.GetType().Name);
        }
    }

    private async Task<Response> CommitAsync(Request.Commit commit, Author author)
    {
        var mine = Mine;
        if (mine.IsChanged && mine.Base.Content.Text != Engine.Running.Content.Text)
            throw new RefusedException(
                $"{Engine.Running.By.User} has committed since you began; your candidate would undo that",
                "rebase does your changes again on top of it; compare shows the difference");
        var outcome = await Engine.CommitAsync((mine.IsChanged ? mine.Document : Engine.Running.Content.Document).Reading, Minutes(commit.ConfirmMinutes), author, commit.Comment);
        candidate = null;
        return Committed(outcome);
    }

    private Response.Document Show(Request.ShowConfiguration show)
    {
        var document = show.Source switch
        {
            ConfigurationSource.Running => Engine.Running.Content.Document,
            ConfigurationSource.Candidate => Mine.Document,
            ConfigurationSource.Startup => Stored(services.Store.ReadStartup() ?? throw new RefusedException("nothing was ever confirmed: the router boots empty", "commit something")),
            _ => Stored(services.Store.Read(show.Generation) ?? throw NoGeneration(show.Generation)),
        };
        return new Response.Document(document.Show(show.Path) ?? throw new RefusedException(
            $"nothing stands at {ConfigPath.Join(show.Path)}", "show configuration without a path shows all"));
    }

    // What is stored may be what a bad disk made of it: then the reader's problems are the answer.
    private static ConfigDocument Stored(byte[] utf8)
    {
        var reading = ConfigReader.Read(utf8);
        return reading.Document ?? throw new InvalidDocumentException("the stored configuration cannot be read", reading.Problems);
    }

    private Response.History History()
    {
        var startup = services.Store.ReadStartup();
        var boots = services.Store.List().FirstOrDefault(g => startup is not null && services.Store.Read(g.Number).AsSpan().SequenceEqual(startup));
        return new Response.History([.. services.Store.List().Select(g => new GenerationStatus(
            g.Number, g.At, g.By, g.Origin, g.Comment, Running: g.Number == Engine.Running.Generation?.Number, Startup: g.Number == boots?.Number))]);
    }

    private static Response.Difference Difference(ConfigDocument before, ConfigDocument after) =>
        new(ConfigDiff.Unified(before, after), ConfigDiff.Commands(before, after));

    private static Response.Committed Committed(CommitOutcome outcome) =>
        new(outcome.Generation?.Number, outcome.ConfirmBefore, outcome.Plan, outcome.Advice, outcome.Took.TotalMilliseconds);

    private static RefusedException NoGeneration(int number) => new($"there is no generation {number}", "show history lists them");

    private static TimeSpan? Minutes(int? minutes) => minutes switch
    {
        null => null,
        > 0 and <= 1440 => TimeSpan.FromMinutes(minutes.Value),
        _ => throw new RefusedException($"{minutes} minutes is no time to wait for a confirmation", "1 to 1440"),
    };
}
