using Router.Api.Contract;
using Router.Daemon.Engine;

namespace Router.Daemon.Status.Locks;

/// <summary>The requests about who alone may commit.</summary>
internal sealed class LockRequests(CommitGate commits) : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Logged<Request.TakeLock>((take, asker) => Take(take, asker.Author)),
        Handler.Logged<Request.ReleaseLock>((release, _) => Release(release.Name)),
        Handler.Of<Request.ShowLock>((_, _) => Shown(commits.Holder)),
    ];

    private Response.CommitLock Take(Request.TakeLock take, Author by)
    {
        if (take.Name.Length is 0 or > Request.TakeLock.LongestName || take.Name.Any(char.IsControl))
            throw new RefusedException(
                $"a lock has a name of 1 to {Request.TakeLock.LongestName} characters on one line", "it tells others who holds it");
        return take.Minutes is > 0 and <= Request.TakeLock.MostMinutes
            ? Shown(commits.Take(take.Name, TimeSpan.FromMinutes(take.Minutes), by))
            : throw new RefusedException(
                $"{take.Minutes} minutes is no time for a lock", $"1 to {Request.TakeLock.MostMinutes}");
    }

    private Response.Done Release(string? name)
    {
        if (commits.Release(name) is { } was)
            return new Response.Done($"the lock of {was.Name} has ended");
        return commits.Holder is { } other
            ? throw new NotFoundException($"no lock is named {name}: {other.Words}", "unlock without a name ends it")
            : new Response.Done("nobody holds a lock");
    }

    private static Response.CommitLock Shown(CommitHolder? held) =>
        new(held is not null, held?.Name, held is null ? null : $"{held.By.User} ({held.By.Origin})", held?.Since, held?.Until);
}
