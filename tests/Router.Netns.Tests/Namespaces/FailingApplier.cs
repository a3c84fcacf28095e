using Router.Core.Edges;
using Router.Core.Plans;
using Router.Core.State;

namespace Router.Netns.Tests.Namespaces;

/// <summary>The real edges, of which the change after <paramref name="good"/> good ones fails.</summary>
internal sealed class FailingApplier(IChangeApplier real, int good) : IChangeApplier
{
    private int left = good;

    public Task<IReadOnlyList<string>> CheckAsync(IReadOnlyList<Change> plan, DesiredState desired, CancellationToken stopping) =>
        real.CheckAsync(plan, desired, stopping);

    public Task ApplyAsync(Change change, CancellationToken stopping) =>
        left-- > 0 ? real.ApplyAsync(change, stopping) : throw new ApplyException(PlanText.Line(change), 12, "Cannot allocate memory");

    public Task UndoAsync(Change change, CancellationToken stopping) => real.UndoAsync(change, stopping);
}
