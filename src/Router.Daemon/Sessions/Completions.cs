using System.Globalization;
using Router.Api.Contract;
using Router.Daemon.Generations;
using Router.Documents.Editing;
using Router.Documents.Help;
using Router.Features.Configuration;

namespace Router.Daemon.Sessions;

/// <summary>What may follow the words that a person has typed: from the schema, the candidate and what is there.</summary>
internal static class Completions
{
    public static async Task<IReadOnlyList<CompletionItem>> OfAsync(
        Request.Complete request, ConfigDocument document, SharedServices services)
    {
        var typed = request.Words.Count > 0 ? request.Words[^1] : "";
        return request.Subject switch
        {
            CompletionSubject.Set => Path(CompletionPurpose.Set),
            CompletionSubject.Present => Path(CompletionPurpose.Existing),
            CompletionSubject.Interface => Names(services.Status.InterfaceNames()),
            CompletionSubject.Service =>
                Names((await services.Status.ServiceNamesAsync(CancellationToken.None)).Select(name => (name, "service"))),
            CompletionSubject.User => Names(services.Connections.List().Select(
                c => (c.Id.ToString(CultureInfo.InvariantCulture), $"{c.Caller.User} {c.Origin}, since {c.Since:yyyy-MM-dd HH:mm}"))),
            CompletionSubject.Secret => Names(services.Secrets.Names().Select(name => (name, "secret"))),
            CompletionSubject.SetFile => Names(services.Machine.SetFiles.Names().Select(name => (name, "file of addresses"))),
            CompletionSubject.Checkpoint => Names(services.Store
                .List()
                .Where(g => g.Checkpoint is not null)
                .Select(g => (g.Checkpoint!, $"generation {g.Number}, {Help(g)}"))),
            _ => Names(services.Store.List().SelectMany(Generation)),
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

        CompletionItem[] Path(CompletionPurpose purpose) =>
        [
            .. ConfigCompletion.Complete(document, [.. request.Words.SkipLast(1)], typed, purpose, services.Status.Surroundings)
                .Select(c => new CompletionItem(c.Text, c.Help)),
        ];
    }
}
