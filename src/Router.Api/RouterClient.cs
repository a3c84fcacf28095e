using System.Runtime.CompilerServices;
using Router.Api.Contract;
using Router.Api.Edges;
using Router.Api.Framing;

namespace Router.Api;

/// <summary>
/// A client's session. Requests go over one connection; each stream has
/// a connection of its own and ends when its enumeration does.
/// </summary>
public sealed class RouterClient(ITransport transport, string origin) : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private FrameConnection? session;

    /// <summary>Sends one request and waits for its answer. A lost connection is opened anew.</summary>
    /// <exception cref="DaemonUnreachableException">There is no daemon, or it went away before it answered.</exception>
    public async Task<Response> SendAsync(Request request, CancellationToken stopping)
    {
        await turn.WaitAsync(stopping);
        try
        {
            session ??= await OpenAsync(stopping);
            return await ExchangeAsync(session, request, stopping);
        }
        catch
        {
            // Half an exchange: what comes next on this connection is not the answer to the next request.
            if (session is not null)
                await session.DisposeAsync();
            session = null;
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Sends a request that is answered by a stream, up to and with <see cref="Response.End"/> or <see cref="Response.Failed"/>.</summary>
    /// <exception cref="DaemonUnreachableException">As <see cref="SendAsync"/>.</exception>
    public async IAsyncEnumerable<Response> StreamAsync(Request request, [EnumeratorCancellation] CancellationToken stopping)
    {
        await using var connection = await OpenAsync(stopping);
        var response = await ExchangeAsync(connection, request, stopping);
        while (response is not (Response.End or Response.Failed))
        {
            yield return response;
            response = await NextAsync(connection, stopping);
        }
        yield return response;
    }

    public async ValueTask DisposeAsync()
    {
        if (session is not null)
            await session.DisposeAsync();
        turn.Dispose();
    }

    private async Task<FrameConnection> OpenAsync(CancellationToken stopping)
    {
        var connection = new FrameConnection(await transport.ConnectAsync(stopping));
        try
        {
            return await ExchangeAsync(connection, new Request.Hello(origin), stopping) is Response.Failed refused
                ? throw new DaemonUnreachableException(refused.Hint is null ? refused.Message : $"{refused.Message} ({refused.Hint})")
                : connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<Response> ExchangeAsync(FrameConnection connection, Request request, CancellationToken stopping)
    {
        try
        {
            await connection.WriteAsync(request, ApiJson.Request, stopping);
        }
        catch (IOException exception)
        {
            throw new DaemonUnreachableException("the connection to routerd broke", exception);
        }
        return await NextAsync(connection, stopping);
    }

    private static async Task<Response> NextAsync(FrameConnection connection, CancellationToken stopping)
    {
        try
        {
            return await connection.ReadAsync(ApiJson.Response, stopping)
                ?? throw new DaemonUnreachableException("routerd closed the connection before it answered");
        }
        catch (IOException exception) when (exception is not (DaemonUnreachableException or FrameException))
        {
            throw new DaemonUnreachableException("the connection to routerd broke", exception);
        }
    }
}
