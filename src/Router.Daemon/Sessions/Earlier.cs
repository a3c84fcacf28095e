using Router.Daemon.Engine;
using Router.Daemon.Generations;

namespace Router.Daemon.Sessions;

/// <summary>Generations counted back from what runs, as Junos and VyOS count: 0 is what runs, 1 what ran before the last commit.</summary>
internal static class Earlier
{
    /// <summary>The number in the history of what ran <paramref name="back"/> (from 1) commits ago.</summary>
    /// <exception cref="NotFoundException">The history is not so long.</exception>
    public static int Number(IGenerationStore store, RunningConfiguration running, int back)
    {
        var history = store.List();
        // What waits for its confirmation is in no history yet: the newest generation ran before it.
        var at = history.ToList().FindIndex(g => g.Number == running.Generation?.Number) + back;
        return at >= 0 && at < history.Count
            ? history[at].Number
            : throw new NotFoundException(
                $"nothing is kept of {back} commits ago",
                $"show history lists what is; rollback generation {back} takes one by its number");
    }
}
