using Router.Core.Plans;
using Router.Core.Rulesets;
using Router.Core.State;

namespace Router.Core.Edges;

/// <summary>Carries out changes. Errors are <see cref="ApplyException"/>; after one the caller undoes what was done.</summary>
public interface IChangeApplier
{
    /// <summary>Runs every check (nft and the services' own) on staged copies. Touches nothing; returns what is wrong.</summary>
    Task<IReadOnlyList<string>> CheckAsync(IReadOnlyList<Change> plan, DesiredState desired, CancellationToken stopping);

    /// <summary>
    /// What an earlier process applied, as far as is known: changes from there may then be smaller. Nothing is done, and what the device
    /// says of itself counts more.
    /// </summary>
    void Adopt(DesiredState desired)
    {
    }

    /// <summary>Where the addresses of lists come from; without it their sets are empty.</summary>
    void FillFrom(ISetContents contents)
    {
    }

    /// <summary>
    /// Brings the sets that hold lists to what these say now, as one transaction, where this ruleset runs. Its rules and counters stay.
    /// </summary>
    /// <exception cref="ApplyException">The kernel refused; the sets are as before.</exception>
    Task FillAsync(Ruleset ruleset, CancellationToken stopping) => Task.CompletedTask;

    /// <summary>Applies one change.</summary>
    /// <exception cref="ApplyException">The kernel or a service refused; nothing of this one change was done.</exception>
    Task ApplyAsync(Change change, CancellationToken stopping);

    /// <summary>Takes back one change that <see cref="ApplyAsync"/> did in this process.</summary>
    /// <exception cref="ApplyException">The kernel or a service refused.</exception>
    Task UndoAsync(Change change, CancellationToken stopping);
}

/// <summary>An operation that the device refused: which one, its errno (0: none) and the kernel's or program's own words.</summary>
public sealed class ApplyException(string operation, int errno, string reason, Exception? inner = null)
    : Exception($"{operation}: {reason}", inner)
{
    public string Operation { get; } = operation;

    public int Errno { get; } = errno;

    public string Reason { get; } = reason;
}
