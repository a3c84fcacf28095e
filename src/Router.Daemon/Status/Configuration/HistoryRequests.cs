using Router.Api.Contract;
using Router.Daemon.Editing;
using Router.Daemon.Engine;
using Router.Daemon.Generations;

namespace Router.Daemon.Status.Configuration;

/// <summary>The requests about earlier configurations and their names.</summary>
internal sealed class HistoryRequests(ConfigurationEngine engine, Candidates candidates, IGenerationStore store, StoredDocuments stored)
    : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Of<Request.ShowHistory>((_, _) => History()),
        Handler.Of<Request.Checkpoint>((checkpoint, _) => Name(checkpoint.Name)),
        Handler.Of<Request.DeleteCheckpoint>((checkpoint, _) => Forget(checkpoint.Name)),
    ];

    private Response.History History()
    {
        var startup = store.ReadStartup();
        var boots = store.List().FirstOrDefault(g => startup is not null && store.Read(g.Number).AsSpan().SequenceEqual(startup));
        return new Response.History([.. store.List().Select(g => new GenerationStatus(
            g.Number, g.At, g.By, g.Origin, g.Comment, g.Checkpoint,
            Running: g.Number == engine.Running.Generation?.Number, Startup: g.Number == boots?.Number))],
            Preview.Attempts(engine, candidates));
    }

    private Response.Done Name(string name)
    {
        if (name.Length is 0 or > 32 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            || char.IsAsciiDigit(name[0]))
            throw new RefusedException(
                $"\"{name}\" is no name for a checkpoint", "letters, digits, dash, dot and underscore, not a digit first, up to 32");
        var number = engine.Running.Generation?.Number ?? throw new RefusedException("what runs is no generation yet", "confirm it first");
        if (store.List().FirstOrDefault(g => g.Checkpoint == name) is { } before && before.Number != number)
            store.Name(before.Number, null);
        store.Name(number, name);
        return new Response.Done($"generation {number} is checkpoint {name}; rollback {name} goes back to it");
    }

    private Response.Done Forget(string name)
    {
        store.Name(stored.NumberOf(name), null);
        return new Response.Done("");
    }
}
