using System.Diagnostics;
using Router.Api;
using Router.Api.Contract;

namespace Router.Netns.Tests.Namespaces;

/// <summary>A real daemon in a namespace, which may die and be started again; it goes with the namespace.</summary>
internal class RunningDaemon(NetworkNamespace kernel) : IAsyncDisposable
{
    private readonly RealDaemon daemon = new();
    private Process? process;

    public NetworkNamespace Kernel => kernel;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task StartAsync() => process = await daemon.StartAsync(kernel);

    /// <summary>By the signal of a crash, so that it can say nothing any more.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync(Token);
        process.Dispose();
        process = null;
    }

    public async Task<T> AskAsync<T>(Request request)
        where T : Response
    {
        await using var client = Connect();
        return Assert.IsType<T>(await client.SendAsync(request, Token));
    }

    public RouterClient Connect() => daemon.Connect();

    public Task CommitAsync(string document) => AskAsync<Response.Committed>(new Request.CommitFile(document, null, null));

    public virtual async ValueTask DisposeAsync()
    {
        if (process is not null)
            await KillAsync();
        await kernel.DisposeAsync();
        daemon.Dispose();
    }
}
