using System.Diagnostics;
using System.Text;
using Router.Api.Contract;
using Router.Api.Edges;
using Router.Core.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Documents;
using Router.Documents.Editing;
using Router.Features.Configuration;

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
                return new Response.Done(Mine(author).Edit(Session(author), edit, Running) ?? "");
            case Request.Enter enter:
                return Enter(enter, author);
            case Request.Load load:
                Mine(author)
                    .Load(Session(author), candidate => Loading.Into(candidate, load), Running, whole: load.How == LoadHow.Override);
                Restored.Forget(author.User);
                return new Response.Done("loaded; compare shows what it changes, commit applies it");
            case Request.Compare compare:
                return Difference(compare, author);
            case Request.Rebase:
                return Rebase(author);
            case Request.Discard:
                return Discard(author);
            case Request.Commit commit:
                return await CommitAsync(commit, author);
            case Request.CommitFile file:
                var read = ConfigReader.Read(Encoding.UTF8.GetBytes(file.Document));
                await ProveAsync(read, KeptValues.None, file.Force || file.ConfirmMinutes is not null, author);
                return Committed(
                    await Engine.CommitAsync(read, Minutes(file.ConfirmMinutes), author, file.Comment, services.Peers.ConnectedFor(peer)));
            case Request.DryRun dryRun:
                return dryRun.Document is { } document
                    ? await services.Status.ForecastAsync(ConfigReader.Read(Encoding.UTF8.GetBytes(document)), KeptValues.None)
                    : await services.Status.ForecastAsync(Take(author).Draft.Document.Reading, Restored.Of(author.User));
            case Request.Confirm:
                return Committed(await Engine.ConfirmAsync(author, services.Peers.ConnectedFor(peer)));
            case Request.Rollback { Back: 0 }:
                return Discard(author) is { Message.Length: > 0 } left
                    ? left
                    : new Response.Done("the candidate is what runs; edits are given up");
            case Request.Rollback { Generation: null, Name: null, Back: null }:
                await Engine.RevertAsync(author);
                return new Response.Done("the commit is taken back");
            case Request.Rollback rollback:
                var number = rollback.Generation
                    ?? (rollback.Back is { } back ? Earlier.Number(services.Store, Engine.Running, back) : NumberOf(rollback.Name!));
                var stored = Stored(services.Store.Read(number) ?? throw NoGeneration(number));
                Mine(author).Load(Session(author), _ => stored, Running, whole: true);
                return new Response.Done(
                    $"generation {number} is the candidate{AlongWith(number, author)}; compare shows what it changes, commit applies it");
            case Request.Checkpoint checkpoint:
                return Name(checkpoint.Name);
            case Request.DeleteCheckpoint checkpoint:
                services.Store.Name(NumberOf(checkpoint.Name), null);
                return new Response.Done("");
            case Request.Complete complete:
                return new Response.Completions(await Completions.OfAsync(complete, Mine(author).Document(Running), services));
            default:
                throw new UnreachableException(request.GetType().Name);
        }
    }

    private ConfigDocument Running => Engine.Running.Content.Document;

    private RestoredValues Restored => services.Candidates.Restored;

    /// <summary>What a generation brings back beside its document.</summary>
    private string AlongWith(int number, Author author)
    {
        var along = services.Store.List().FirstOrDefault(g => g.Number == number) is { } generation
            ? Restored.Take(author.User, generation, Engine.Running)
            : [];
        return along.Count == 0 ? "" : $", with {string.Join(", ", along)} as {(along.Count == 1 ? "it was" : "they were")} then";
    }

    private Candidate Mine(Author author) => services.Candidates.Of(author.User);

    private static string Session(Author author) => author.Session ?? "";

    private async Task<Response> CommitAsync(Request.Commit commit, Author author)
    {
        var taken = Take(author);
        var (reading, restored) = (taken.Draft.Document.Reading, Restored.Of(author.User));
        await ProveAsync(reading, restored, commit.Force || commit.ConfirmMinutes is not null, author);
        var outcome = await Engine.CommitAsync(
            reading, Minutes(commit.ConfirmMinutes), author, commit.Comment, services.Peers.ConnectedFor(peer), restored);
        Restored.Forget(author.User);
        services.Candidates.Settle(author, taken, waits: outcome.ConfirmBefore is not null);
        return Committed(outcome with { Advice = [.. outcome.Advice, .. taken.Draft.Lost, .. Preview.Left(taken.Left)] });
    }

    /// <summary>What a commit of this connection would take: its changes with what others committed meanwhile.</summary>
    private CandidateTake Take(Author author)
    {
        var taken = Mine(author).Take(Session(author), Running);
        return taken.Conflicts.Count == 0 ? taken : throw new InvalidDocumentException(
            $"{Engine.Running.By.User} has committed changes to the same places; rebase puts yours on top, discard gives yours up",
            [.. taken.Conflicts.Select(Preview.Problem)]);
    }

    private Response.Done Discard(Author author)
    {
        var left = Mine(author).Discard(Session(author), Running);
        Restored.Forget(author.User);
        return new Response.Done(left.Count == 0 ? "" : $"given up; what another session of yours has changed stays: {Preview.Some(left)}");
    }

    /// <summary>Nobody shuts themselves out by mistake. A router that cannot try it says so, and commits as others do.</summary>
    private async Task ProveAsync(ConfigReading reading, KeptValues restored, bool meant, Author author)
    {
        if (meant || reading.Document?.ToText() == Engine.Running.Content.Text || services.Peers.Connection(peer) is not { } connection)
            return;
        try
        {
            await services.Status.ProveAsync(reading, restored, connection, CancellationToken.None);
        }
        catch (ApplyException exception)
        {
            services.Events.Publish("commit", $"whether {author.User} stays connected could not be tried: {exception.Message}");
        }
    }

    private Response.Done Rebase(Author author)
    {
        var replaced = Mine(author).Rebase(Session(author), Running);
        return new Response.Done(replaced.Count == 0
            ? "your changes are now on top of what runs; compare shows them"
            : $"your changes are now on top of what runs, in place of others at: {string.Join("; ", replaced.Select(c => ConfigPath.Join(c.Path)))}");
    }

    private Response.Document Show(Request.ShowConfiguration show, Author author)
    {
        var document = show.Source switch
        {
            ConfigurationSource.Running => Running,
            ConfigurationSource.Candidate => Mine(author).Look(Session(author), Running).Document,
            ConfigurationSource.Startup => Stored(services.Store.ReadStartup()
                ?? throw new RefusedException("nothing was ever confirmed: the router boots empty", "commit something")),
            _ => Stored(services.Store.Read(show.Generation) ?? throw NoGeneration(show.Generation)),
        };
        var text = document.Show(show.Path) ?? throw NothingThere(document, show.Path);
        return new Response.Document(show.Commands
            ? string.Concat(ConfigDiff.Commands(ConfigDocument.Empty, document, show.Path).Select(command => $"{command}\n"))
            : text);
    }

    private static RefusedException NothingThere(ConfigDocument document, IReadOnlyList<string> path)
    {
        var entered = document.Enter(path);
        return new RefusedException(
            $"nothing stands at {ConfigPath.Join(path)}",
            document.Nearest(path) ?? entered.Problem?.Hint ?? "show configuration without a path shows all");
    }

    private Response.Done Enter(Request.Enter enter, Author author)
    {
        var entered = Mine(author).Document(Running).Enter(enter.Path);
        return entered.Problem is { } problem
            ? throw new RefusedException($"{problem.Path}: {problem.Message}", problem.Hint)
            : new Response.Done(entered.Remark ?? "");
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
        var boots = services.Store
            .List()
            .FirstOrDefault(g => startup is not null && services.Store.Read(g.Number).AsSpan().SequenceEqual(startup));
        return new Response.History([.. services.Store.List().Select(g => new GenerationStatus(
            g.Number, g.At, g.By, g.Origin, g.Comment, g.Checkpoint,
            Running: g.Number == Engine.Running.Generation?.Number, Startup: g.Number == boots?.Number))],
            Preview.Attempts(Engine, services.Candidates));
    }

    /// <summary>Without numbers: what a commit would change. With one: what has changed since then. With two: between them.</summary>
    private Response.Difference Difference(Request.Compare compare, Author author)
    {
        var path = compare.Path ?? [];
        if (compare is { From: null, To: null, Back: null } && path.Count == 0)
            return Preview.Of(Mine(author).Look(Session(author), Running), Running, Engine.Running.By.User);
        var before = compare switch
        {
            { Back: > 0 and var back } => Generation(Earlier.Number(services.Store, Engine.Running, back)),
            { From: { } from } => Generation(from),
            _ => Running,
        };
        var after = compare switch
        {
            { To: { } to } => Generation(to),
            { From: not null } or { Back: not null, Candidate: false } => Running,
            _ => Mine(author).Look(Session(author), Running).Merged.Document,
        };
        return path.Count > 0
            ? new Response.Difference(ConfigDiff.Unified(before, after, path), ConfigDiff.Commands(before, after, path))
            : new Response.Difference(ConfigDiff.Unified(before, after), ConfigDiff.Commands(before, after));
    }

    private ConfigDocument Generation(int number) =>
        number == 0 ? ConfigDocument.Empty : Stored(services.Store.Read(number) ?? throw NoGeneration(number));

    private Response.Done Name(string name)
    {
        if (name.Length is 0 or > 32 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            || char.IsAsciiDigit(name[0]))
            throw new RefusedException(
                $"\"{name}\" is no name for a checkpoint", "letters, digits, dash, dot and underscore, not a digit first, up to 32");
        var number = Engine.Running.Generation?.Number ?? throw new RefusedException("what runs is no generation yet", "confirm it first");
        if (services.Store.List().FirstOrDefault(g => g.Checkpoint == name) is { } before && before.Number != number)
            services.Store.Name(before.Number, null);
        services.Store.Name(number, name);
        return new Response.Done($"generation {number} is checkpoint {name}; rollback {name} goes back to it");
    }

    private int NumberOf(string name)
    {
        var list = services.Store.List();
        Named.Check("checkpoint", name, list.Select(g => g.Checkpoint).OfType<string>(), "show history lists them");
        return list.First(g => g.Checkpoint == name).Number;
    }

    private static Response.Committed Committed(CommitOutcome outcome) =>
        new(
            outcome.Generation?.Number, outcome.ConfirmBefore, outcome.Plan,
            outcome.Advice, outcome.Took.TotalMilliseconds, outcome.Confirmed);

    private static RefusedException NoGeneration(int number) => new($"there is no generation {number}", "show history lists them");

    private static TimeSpan? Minutes(int? minutes) => minutes switch
    {
        null => null,
        > 0 and <= 1440 => TimeSpan.FromMinutes(minutes.Value),
        _ => throw new RefusedException($"{minutes} minutes is no time to wait for a confirmation", "1 to 1440"),
    };
}
