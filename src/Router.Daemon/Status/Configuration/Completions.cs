using System.Globalization;
using Router.Api.Contract;
using Router.Api.Limits;
using Router.Core.Edges;
using Router.Daemon.Editing;
using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Daemon.Status.Interfaces;
using Router.Daemon.Status.Services;
using Router.Documents.Help;
using Router.Features.Configuration;

namespace Router.Daemon.Status.Configuration;

/// <summary>What may follow the words that a person has typed: from the schema, the candidate and what is there.</summary>
internal sealed class Completions(
    ConfigurationEngine engine, Device device, Candidates candidates, IGenerationStore store,
    ISecretStore secrets, ISetFileStore setFiles, InterfaceReader interfaces, ServiceReader services, ConnectionTable connections)
    : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Of<Request.Complete>(async (request, asker) => new Response.Completions(await OfAsync(request, asker.Author))),
    ];

    private async Task<IReadOnlyList<CompletionItem>> OfAsync(Request.Complete request, Author author)
    {
        var typed = request.Words.Count > 0 ? request.Words[^1] : "";
        return request.Subject switch
        {
            CompletionSubject.Set => Path(CompletionPurpose.Set),
            CompletionSubject.Present => Path(CompletionPurpose.Existing),
            CompletionSubject.Interface => Names(interfaces.Names()),
            CompletionSubject.Service => Names((await services.NamesAsync(CancellationToken.None)).Select(name => (name, "service"))),
            CompletionSubject.User => Names(connections.List().Select(
                c => (c.Id.ToString(CultureInfo.InvariantCulture), $"{c.Caller.User} {c.Origin}, since {c.Since:yyyy-MM-dd HH:mm}"))),
            CompletionSubject.Secret => Names(secrets.Names().Select(name => (name, "secret"))),
            CompletionSubject.SetFile => Names(setFiles.Names().Select(name => (name, "file of addresses"))),
            CompletionSubject.Checkpoint => Names(store
                .List()
                .Where(g => g.Checkpoint is not null)
                .Select(g => (g.Checkpoint!, $"generation {g.Number}, {Help(g)}"))),
            _ => Names(store.List().SelectMany(Generation)),
        };

        static string Help(GenerationRecord g) => $"{g.By} {g.At:yyyy-MM-dd HH:mm} {g.Comment}";

        static IEnumerable<(string, string)> Generation(GenerationRecord g)
        {
            var help = Help(g);
            if (g.Checkpoint is not null)
                yield return (g.Checkpoint, $"generation {g.Number}, {help}");
            yield return (g.Number.ToString(CultureInfo.InvariantCulture), help);
        }

        CompletionItem[] Names(IEnumerable<(string Name, string Help)> names) =>
            [.. names.Where(n => n.Name.StartsWith(typed, StringComparison.Ordinal)).Select(n => new CompletionItem(n.Name, n.Help))];

        CompletionItem[] Path(CompletionPurpose purpose)
        {
            var running = engine.Running.Content;
            var document = candidates.Of(author.User).Document(running.Document);
            return
            [
                .. ConfigCompletion.Complete(document, [.. request.Words.SkipLast(1)], typed, purpose, device.Around(running.Kept))
                    .Select(c => new CompletionItem(c.Text, c.Help)),
            ];
        }
    }
}
