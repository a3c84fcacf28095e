using System.Diagnostics;
using System.Text;
using Router.Api.Contract;
using Router.Api.Edges;
using Router.Core.Config;
using Router.Core.Edges;
using Router.Core.Problems;
using Router.Daemon.Engine;

namespace Router.Daemon.Sessions;

/// <summary>The requests about configurations, of one connection.</summary>
internal sealed class ConfigurationRequests(SharedServices services, PeerCredentials peer)
{
    private ConfigurationEngine Engine => services.Engine;

    public async Task<Response> AnswerAsync(Request request, Author author)
    {
        switch (request)
        {
            case Request.ShowConfiguration show:
                return Show(show, author);
            case Request.ShowHistory:
                return History();
            case Request.Edit edit:
                Mine(author).Edit(edit);
                return new Response.Done("");
            case Request.Load load:
                Mine(author).Load(Encoding.UTF8.GetBytes(load.Document));
                return new Response.Done("loaded; compare shows what it changes, commit applies it");
            case Request.Compare compare:
                return Difference(compare, author);
            case Request.Rebase:
                return Rebase(author);
            case Request.Discard:
                services.Candidates.Forget(author.User);
                return new Response.Done("");
            case Request.Commit commit:
                return await CommitAsync(commit, author);
            case Request.CommitFile file:
                var read = ConfigReader.Read(Encoding.UTF8.GetBytes(file.Document));
                await ProveAsync(read, file.Force || file.ConfirmMinutes is not null, author);
                return Committed(await Engine.CommitAsync(read, Minutes(file.ConfirmMinutes), author, file.Comment));
            case Request.DryRun dryRun:
                return await services.Status.ForecastAsync(
                    dryRun.Document is { } document ? ConfigReader.Read(Encoding.UTF8.GetBytes(document)) : Merged(author).Reading);
            case Request.Confirm:
                return Committed(await Engine.ConfirmAsync(author, services.Peers.ConnectedFor(peer)));
            case Request.Rollback { Generation: null, Name: null }:
                await Engine.RevertAsync(author);
                return new Response.Done("the commit is taken back");
            case Request.Rollback rollback:
                var number = rollback.Generation ?? Named(rollback.Name!);
                Mine(author).Load(services.Store.Read(number) ?? throw NoGeneration(number));
                return new Response.Done($"generation {number} is the candidate; compare shows what it changes, commit applies it");
            case Request.Checkpoint checkpoint:
                return Name(checkpoint.Name);
            case Request.DeleteCheckpoint checkpoint:
                services.Store.Name(Named(checkpoint.Name), null);
                return new Response.Done("");
            case Request.Complete complete:
                return new Response.Completions(await Completions.OfAsync(
                    complete, services.Candidates.Find(author.User)?.Document ?? Engine.Running.Content.Document, services));
            default:
                throw new UnreachableException(request.GetType().Name);
        }
    }

    private Candidate Mine(Author author) => services.Candidates.Of(author.User);

    private async Task<Response> CommitAsync(Request.Commit commit, Author author)
    {
        var reading = Merged(author).Reading;
        await ProveAsync(reading, commit.Force || commit.ConfirmMinutes is not null, author);
        var outcome = await Engine.CommitAsync(reading, Minutes(commit.ConfirmMinutes), author, commit.Comment);
        services.Candidates.Forget(author.User);
        return Committed(outcome);
    }

    /// <summary>The user's candidate with what others committed meanwhile.</summary>
    private ConfigDocument Merged(Author author)
    {
        var mine = services.Candidates.Find(author.User);
        if (mine?.Merge(Engine.Running) is { Count: > 0 } conflicts)
            throw new InvalidDocumentException(
                $"{Engine.Running.By.User} has committed changes to the same places; rebase puts yours on top, discard gives yours up", [.. conflicts.Select(Problem)]);
        return mine?.Document ?? Engine.Running.Content.Document;
    }

    /// <summary>Nobody shuts themselves out by mistake. A router that cannot try it says so, and commits as others do.</summary>
    private async Task ProveAsync(ConfigReading reading, bool meant, Author author)
    {
        if (meant || reading.Document?.ToText() == Engine.Running.Content.Text || services.Peers.Connection(peer) is not { } connection)
            return;
        try
        {
            await services.Status.ProveAsync(reading, connection, CancellationToken.None);
        }
        catch (ApplyException exception)
        {
            services.Events.Publish("commit", $"whether {author.User} stays connected could not be tried: {exception.Message}");
        }
    }

    private Response.Done Rebase(Author author)
    {
        var replaced = Mine(author).Rebase(Engine.Running);
        return new Response.Done(replaced.Count == 0
            ? "your changes are now on top of what runs; compare shows them"
            : $"your changes are now on top of what runs, in place of others at: {string.Join("; ", replaced.Select(c => ConfigPath.Join(c.Path)))}");
    }

    private static Problem Problem(MergeConflict conflict) => new(
        ConfigPath.Join(conflict.Path), $"runs as {Short(conflict.Theirs)}, and you made it {Short(conflict.Mine)}");

    private static string Short(string? text) => text?.ReplaceLineEndings(" ") switch
    {
        null => "nothing",
        { Length: > 60 } longer => $"{longer.AsSpan(0, 60)}…",
        var whole => whole,
    };

    private Response.Document Show(Request.ShowConfiguration show, Author author)
    {
        var document = show.Source switch
        {
            ConfigurationSource.Running => Engine.Running.Content.Document,
            ConfigurationSource.Candidate => services.Candidates.Find(author.User)?.Document ?? Engine.Running.Content.Document,
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
            g.Number, g.At, g.By, g.Origin, g.Comment, g.Checkpoint, Running: g.Number == Engine.Running.Generation?.Number, Startup: g.Number == boots?.Number))]);
    }

    /// <summary>Without numbers: what the candidate changes. With one: what has changed since then. With two: between them.</summary>
    private Response.Difference Difference(Request.Compare compare, Author author)
    {
        var before = compare.From is { } from ? Generation(from) : Engine.Running.Content.Document;
        var after = compare switch
        {
            { To: { } to } => Generation(to),
            { From: not null } => Engine.Running.Content.Document,
            _ => services.Candidates.Find(author.User)?.Document ?? before,
        };
        return new Response.Difference(ConfigDiff.Unified(before, after), ConfigDiff.Commands(before, after));
    }

    private ConfigDocument Generation(int number) => number == 0 ? ConfigDocument.Empty : Stored(services.Store.Read(number) ?? throw NoGeneration(number));

    private Response.Done Name(string name)
    {
        if (name.Length is 0 or > 32 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || char.IsAsciiDigit(name[0]))
            throw new RefusedException($"\"{name}\" is no name for a checkpoint", "letters, digits, dash, dot and underscore, not a digit first, up to 32");
        var number = Engine.Running.Generation?.Number ?? throw new RefusedException("what runs is no generation yet", "confirm it first");
        if (services.Store.List().FirstOrDefault(g => g.Checkpoint == name) is { } before && before.Number != number)
            services.Store.Name(before.Number, null);
        services.Store.Name(number, name);
        return new Response.Done($"generation {number} is checkpoint {name}; rollback {name} goes back to it");
    }

    private int Named(string name) => services.Store.List().FirstOrDefault(g => g.Checkpoint == name)?.Number
        ?? throw new NotFoundException($"there is no checkpoint {name}", "show history lists them");

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
