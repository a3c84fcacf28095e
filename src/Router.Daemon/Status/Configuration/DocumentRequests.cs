using Router.Api.Contract;
using Router.Daemon.Editing;
using Router.Daemon.Engine;
using Router.Documents;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Daemon.Status.Configuration;

/// <summary>The requests that show a configuration, or two side by side.</summary>
internal sealed class DocumentRequests(ConfigurationEngine engine, Candidates candidates, StoredDocuments stored) : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Of<Request.ShowConfiguration>((show, asker) => Show(show, asker.Author)),
        Handler.Of<Request.Compare>((compare, asker) => Difference(compare, asker.Author)),
    ];

    private ConfigDocument Running => engine.Running.Content.Document;

    private CandidateView Look(Author author) => candidates.Of(author.User).Look(author.Session ?? "", Running);

    private Response.Document Show(Request.ShowConfiguration show, Author author)
    {
        var document = show.Source switch
        {
            ConfigurationSource.Running => Running,
            ConfigurationSource.Candidate => Look(author).Document,
            ConfigurationSource.Startup => stored.ReadStartup(),
            _ => stored.Read(show.Generation),
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

    /// <summary>Without numbers: what a commit would change. With one: what has changed since then. With two: between them.</summary>
    private Response.Difference Difference(Request.Compare compare, Author author)
    {
        var path = compare.Path ?? [];
        if (compare is { From: null, To: null, Back: null } && path.Count == 0)
            return Preview.Of(Look(author), Running, engine.Running.By.User);
        var before = compare switch
        {
            { Back: > 0 and var back } => Generation(stored.NumberBack(back)),
            { From: { } from } => Generation(from),
            _ => Running,
        };
        var after = compare switch
        {
            { To: { } to } => Generation(to),
            { From: not null } or { Back: not null, Candidate: false } => Running,
            _ => Look(author).Merged.Document,
        };
        return path.Count > 0
            ? new Response.Difference(ConfigDiff.Unified(before, after, path), ConfigDiff.Commands(before, after, path))
            : new Response.Difference(ConfigDiff.Unified(before, after), ConfigDiff.Commands(before, after));
    }

    private ConfigDocument Generation(int number) => number == 0 ? ConfigDocument.Empty : stored.Read(number);
}
