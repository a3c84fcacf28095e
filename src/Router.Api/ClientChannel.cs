using Router.Api.Contract;
using Router.Api.Edges;
using Router.Api.Framing;

namespace Router.Api;

/// <summary>One connection of a client. It listens before it asks, and so learns whether the daemon has let it go meanwhile.</summary>
internal sealed class ClientChannel(Stream stream) : IAsyncDisposable
{
    /// <summary>What a daemon that closed has said before is there already.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly FrameConnection connection = new(stream);
    private readonly CancellationTokenSource closing = new();
    private Task<Response?>? next;

    /// <summary>Whether the daemon has let this connection go since the last answer.</summary>
    /// <exception cref="SessionEndedException">Somebody ended it.</exception>
    public async Task<bool> PartedAsync(CancellationToken stopping)
    {
        next ??= Listen();
        if (!next.IsCompleted)
            return false;
        try
        {
            return await next.WaitAsync(stopping) is Response.Failed { Kind: FailureKind.Ended } ended
                ? throw new SessionEndedException(ended.Message)
                : true;
        }
        catch (IOException exception) when (exception is not SessionEndedException)
        {
            return true;
        }
    }

    public async Task<Response> ExchangeAsync(Request request, CancellationToken stopping)
    {
        next ??= Listen();
        try
        {
            await connection.WriteAsync(request, ApiJson.Request, stopping);
        }
        catch (IOException exception)
        {
            return await LastWordsAsync(stopping) ?? throw new DaemonUnreachableException("the connection to routerd broke", exception);
        }
        return await NextAsync(stopping);
    }

    /// <exception cref="DaemonUnreachableException">The daemon went.</exception>
    /// <exception cref="SessionEndedException">Somebody ended this session.</exception>
    public async Task<Response> NextAsync(CancellationToken stopping)
    {
        var coming = next ?? Listen();
        next = null;
        try
        {
            return await coming.WaitAsync(stopping) switch
            {
                null => throw new DaemonUnreachableException("routerd closed the connection before it answered"),
                Response.Failed { Kind: FailureKind.Ended } ended => throw new SessionEndedException(ended.Message),
                var response => response,
            };
        }
        catch (IOException exception) when (exception is not (DaemonUnreachableException or FrameException))
        {
            throw new DaemonUnreachableException("the connection to routerd broke", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await connection.DisposeAsync();
        // It ends with the connection, and nobody waits for what it would have said.
        _ = next?.ContinueWith(
            ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        closing.Dispose();
    }

    private Task<Response?> Listen() => connection.ReadAsync(ApiJson.Response, closing.Token);

    /// <summary>Who is not let in is told so and cut off, perhaps before the question is out: the answer is there all the same.</summary>
    private async Task<Response?> LastWordsAsync(CancellationToken stopping)
    {
        try
        {
            return await (next ?? Listen()).WaitAsync(LastWords, stopping) as Response.Failed;
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            return null;
        }
    }
}
