using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Daemon.Status.Configuration;

/// <summary>Documents of before, as people name them: by number, by the name of a checkpoint, or counted back from what runs.</summary>
internal sealed class StoredDocuments(IGenerationStore store, ConfigurationEngine engine)
{
    /// <exception cref="RefusedException">There is none of that number.</exception>
    /// <exception cref="InvalidDocumentException">It cannot be read.</exception>
    public ConfigDocument Read(int number) =>
        Parse(store.Read(number) ?? throw None(number));

    /// <summary>What boots.</summary>
    /// <exception cref="RefusedException">There is none yet.</exception>
    public ConfigDocument ReadStartup() => Parse(
        store.ReadStartup() ?? throw new RefusedException("nothing was ever confirmed: the router boots empty", "commit something"));

    /// <summary>Null: it is not in the history any more.</summary>
    public GenerationRecord? Record(int number) => store.List().FirstOrDefault(g => g.Number == number);

    /// <summary>The secrets and set files that it had.</summary>
    /// <exception cref="RefusedException">There is none of that number.</exception>
    public KeptValues ValuesOf(int number) => (Record(number) ?? throw None(number)).Kept;

    /// <exception cref="NotFoundException">There is no checkpoint of that name.</exception>
    public int NumberOf(string checkpoint)
    {
        var list = store.List();
        Named.Check("checkpoint", checkpoint, list.Select(g => g.Checkpoint).OfType<string>(), "show history lists them");
        return list.First(g => g.Checkpoint == checkpoint).Number;
    }

    /// <summary>
    /// The number in the history of what ran <paramref name="back"/> (from 1) commits ago, as Junos and VyOS count: 1 is what ran before
    /// the last commit.
    /// </summary>
    /// <exception cref="NotFoundException">The history is not so long.</exception>
    public int NumberBack(int back)
    {
        var history = store.List();
        // What waits for its confirmation is in no history yet: the newest generation ran before it.
        var at = history.ToList().FindIndex(g => g.Number == engine.Running.Generation?.Number) + back;
        return at >= 0 && at < history.Count
            ? history[at].Number
            : throw new NotFoundException(
                $"nothing is kept of {back} commits ago",
                $"show history lists what is; rollback generation {back} takes one by its number");
    }

    private static RefusedException None(int number) => new($"there is no generation {number}", "show history lists them");

    // What is stored may be what a bad disk made of it: then the reader's problems are the answer.
    private static ConfigDocument Parse(byte[] utf8)
    {
        var reading = ConfigReader.Read(utf8);
        return reading.Document ?? throw new InvalidDocumentException("the stored configuration cannot be read", reading.Problems);
    }
}
