using Router.Core.Edges;
using Router.Core.Plans;
using Router.Core.State;
using Router.Testing.Kernel;

namespace Router.Daemon.Tests.Fakes;

/// <summary>A fake kernel whose changes can be made to wait.</summary>
internal sealed class GatedKernel(FakeKernel kernel) : INetworkState, IChangeApplier
{
    private TaskCompletionSource? gate;
    private TaskCompletionSource? arrived;

    public FakeKernel Kernel => kernel;

    /// <summary>From now on changes wait. Done when the first of them does.</summary>
    public Task Close()
    {
        gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return arrived.Task;
    }

    public void Open() => gate!.SetResult();

    public Task<ObservedState> ReadAsync(DesiredState scope, CancellationToken stopping) => kernel.ReadAsync(scope, stopping);

    public Task<IReadOnlyList<ObservedLink>> ReadLinksAsync(bool counters, CancellationToken stopping) =>
        kernel.ReadLinksAsync(counters, stopping);

    public Task<IReadOnlyList<string>> CheckAsync(IReadOnlyList<Change> plan, DesiredState desired, CancellationToken stopping) =>
        kernel.CheckAsync(plan, desired, stopping);

    public async Task ApplyAsync(Change change, CancellationToken stopping)
    {
        if (gate is { } closed)
        {
            arrived!.TrySetResult();
            await closed.Task;
        }
        await kernel.ApplyAsync(change, stopping);
    }

    public Task UndoAsync(Change change, CancellationToken stopping) => kernel.UndoAsync(change, stopping);
}
