using Router.Core.Edges;
using Router.Core.Flows;
using Router.Core.State;

namespace Router.Linux.Edges.Scratch;

/// <summary>
/// A router in a network namespace of its own, brought to any desired state by the same transaction as the real one. In place of
/// each link stands a tun link of the same name, so that real packets can be put in and are seen coming out. It is kept from one
/// question to the next: only what differs is changed. One question at a time.
/// </summary>
public sealed class ScratchRouter : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly string folder;
    private readonly bool keptFolder;
    private readonly ISetContents? lists;
    private ScratchThread? thread;
    private ScratchKernel? kernel;

    /// <summary>
    /// Keeps the loaded ruleset below <paramref name="folder"/>; null: in a temporary one. <paramref name="lists"/>: what sets hold of
    /// lists; null: nothing.
    /// </summary>
    public ScratchRouter(string? folder = null, ISetContents? lists = null)
    {
        this.lists = lists;
        keptFolder = folder is not null;
        this.folder = folder ?? Directory.CreateTempSubdirectory("router-scratch-").FullName;
    }

    /// <summary>What becomes of the flow's first packet; it arrives on <paramref name="inputLink"/> (null: the router sends it).</summary>
    /// <exception cref="ApplyException">The scratch namespace cannot be made, or does not take the desired state.</exception>
    public Task<FlowTrace> TraceAsync(DesiredState desired, Learned learned, Flow flow, string? inputLink, CancellationToken stopping) =>
        UseAsync(desired, learned, flow, (kernel, state) => kernel.Trace(state, flow, inputLink), stopping);

    /// <summary>
    /// Whether somebody at the flow's source can connect: the router answers a SYN, by whatever link, and takes what follows as
    /// established. The trace is that of the SYN.
    /// </summary>
    /// <exception cref="ApplyException">As above.</exception>
    public Task<(FlowTrace Trace, bool Answered)> ConnectAsync(
        DesiredState desired, Learned learned, Flow flow, string inputLink, CancellationToken stopping) =>
        UseAsync(desired, learned, flow, (kernel, state) => kernel.Connect(state, flow, inputLink), stopping);

    public void Dispose()
    {
        Forget();
        turn.Dispose();
        if (!keptFolder)
            Directory.Delete(folder, recursive: true);
    }

    private async Task<T> UseAsync<T>(
        DesiredState desired, Learned learned, Flow flow, Func<ScratchKernel, DesiredState, T> work, CancellationToken stopping)
    {
        var state = SenderRules.Of(desired, flow.Mac);
        await turn.WaitAsync(stopping);
        try
        {
            thread ??= await ScratchThread.StartAsync();
            return await thread.RunAsync(async () =>
            {
                kernel ??= await ScratchKernel.OpenAsync(folder, lists);
                await kernel.BecomeAsync(state, learned, stopping);
                return work(kernel, state);
            });
        }
        catch
        {
            // Nobody knows what state it is in: the next question gets a new one.
            Forget();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    private void Forget()
    {
        kernel?.Dispose();
        thread?.Dispose();
        (kernel, thread) = (null, null);
    }
}
