using System.Runtime.CompilerServices;
using Router.Api.Contract;
using Router.Api.Edges;

namespace Router.Api;

/// <summary>
/// A client's session. Requests go over one connection; each stream has
/// a connection of its own and ends when its enumeration does.
/// </summary>
/// <param name="transport">The way to the daemon.</param>
/// <param name="origin">Where the person sits.</param>
/// <param name="firstAnswerWithin">How long a daemon may take to say who one is; null: as <see cref="FirstAnswerWithin"/>.</param>
public sealed class RouterClient(ITransport transport, string origin, TimeSpan? firstAnswerWithin = null) : IAsyncDisposable
{
    /// <summary>The first answer takes no work: a daemon that does not give it in this time gives none.</summary>
    public static readonly TimeSpan FirstAnswerWithin = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim turn = new(1);
    private ClientChannel? session;

    /// <summary>
    /// Sends one request and waits for its answer. A connection that is lost, or that the daemon let go because nobody used it, is opened
    /// again.
    /// </summary>
    /// <exception cref="DaemonUnreachableException">There is no daemon, it does not let one in, or it went away before it
    /// answered.</exception>
    /// <exception cref="SessionEndedException">Somebody ended this session; the request was not taken.</exception>
    public async Task<Response> SendAsync(Request request, CancellationToken stopping)
    {
        await turn.WaitAsync(stopping);
        try
        {
            if (session is { } before && await before.PartedAsync(stopping))
                await LoseAsync();
            session ??= await OpenAsync(stopping);
            var answer = await session.ExchangeAsync(request, stopping);
            if (answer is not Response.Failed { Kind: FailureKind.Idle })
                return answer;
            // It was let go just when the request came, and has not taken it.
            await LoseAsync();
            session = await OpenAsync(stopping);
            return await session.ExchangeAsync(request, stopping);
        }
        catch
        {
            // Half an exchange: what comes next on this connection is not the answer to the next request.
            await LoseAsync();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// Sends a request that is answered by a stream, up to and with <see cref="Response.End"/> or <see cref="Response.Failed"/>.
    /// </summary>
    /// <exception cref="DaemonUnreachableException">As <see cref="SendAsync"/>.</exception>
    public async IAsyncEnumerable<Response> StreamAsync(Request request, [EnumeratorCancellation] CancellationToken stopping)
    {
        await using var channel = await OpenAsync(stopping);
        var response = await channel.ExchangeAsync(request, stopping);
        while (response is not (Response.End or Response.Failed))
        {
            yield return response;
            response = await channel.NextAsync(stopping);
        }
        yield return response;
    }

    public async ValueTask DisposeAsync()
    {
        await LoseAsync();
        turn.Dispose();
    }

    private async Task LoseAsync()
    {
        if (session is not null)
            await session.DisposeAsync();
        session = null;
    }

    private async Task<ClientChannel> OpenAsync(CancellationToken stopping)
    {
        var limit = firstAnswerWithin ?? FirstAnswerWithin;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(limit);
        ClientChannel? channel = null;
        try
        {
            channel = new ClientChannel(await transport.ConnectAsync(patience.Token));
            return await channel.ExchangeAsync(new Request.Hello(origin), patience.Token) is Response.Failed refused
                ? throw new DaemonUnreachableException(refused.Hint is null ? refused.Message : $"{refused.Message} ({refused.Hint})")
                : channel;
        }
        catch (Exception exception)
        {
            if (channel is not null)
                await channel.DisposeAsync();
            if (exception is OperationCanceledException && !stopping.IsCancellationRequested)
                throw new DaemonUnreachableException(
                    $"routerd takes connections but has not answered for {limit.TotalSeconds:0} seconds: it hangs or has too much to do (try again, or rc-service routerd restart)",
                    exception);
            throw;
        }
    }
}
