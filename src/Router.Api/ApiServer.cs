using Router.Api.Contract;
using Router.Api.Edges;
using Router.Api.Framing;

namespace Router.Api;

/// <summary>What the daemon does with requests; one for each connection.</summary>
public interface IApiSession : IAsyncDisposable
{
    /// <summary>Not null: this peer may ask nothing at all. It is told so and let go.</summary>
    Response.Failed? Refusal { get; }

    /// <summary>Answers one request. Once begun, it is finished even if the client goes.</summary>
    Task<Response> AnswerAsync(Request request);

    /// <summary>Whether <paramref name="request"/> is answered by <see cref="StreamAsync"/>.</summary>
    bool IsStream(Request request);

    /// <summary>Ends with <see cref="Response.End"/> or <see cref="Response.Failed"/>; <paramref name="stopping"/> says that the client went.</summary>
    IAsyncEnumerable<Response> StreamAsync(Request request, CancellationToken stopping);
}

/// <summary>Accepts clients and carries their requests to sessions: one task a client, one request at a time.</summary>
public sealed class ApiServer(IListener listener, Func<PeerCredentials, IApiSession> open, Action<Exception> report)
{
    private const int MostClients = 64;

    private static readonly TimeSpan PatienceWithNobody = TimeSpan.FromSeconds(5);

    /// <summary>Serves until <paramref name="stopping"/>; then lets go of every client and returns.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var clients = new HashSet<Task>();
        try
        {
            while (true)
            {
                if (clients.Count >= MostClients)
                    await Task.WhenAny(clients).WaitAsync(stopping);
                clients.RemoveWhere(done => done.IsCompleted);
                var client = await listener.AcceptAsync(stopping);
                clients.Add(ServeAsync(client, stopping));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task ServeAsync(AcceptedClient client, CancellationToken stopping)
    {
        // Away from the accepting loop, which has others to let in.
        await Task.Yield();
        try
        {
            await using var connection = new FrameConnection(client.Stream);
            await using var session = open(client.Peer);
            await ConverseAsync(connection, session, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (IOException)
        {
            // The client went away; nobody is left to tell.
        }
        catch (Exception exception)
        {
            report(exception);
        }
    }

    private static async Task ConverseAsync(FrameConnection connection, IApiSession session, CancellationToken stopping)
    {
        if (session.Refusal is { } refusal)
        {
            await RefuseAsync(connection, refusal, stopping);
            return;
        }
        while (true)
        {
            Request? request;
            try
            {
                request = await connection.ReadAsync(ApiJson.Request, stopping);
            }
            catch (FrameException exception)
            {
                await connection.WriteAsync(new Response.Failed(FailureKind.Protocol, exception.Message, null, []), ApiJson.Response, stopping);
                return;
            }
            if (request is null)
                return;
            if (!session.IsStream(request))
                await connection.WriteAsync(await session.AnswerAsync(request), ApiJson.Response, stopping);
            else
                await StreamAsync(connection, session, request, stopping);
        }
    }

    // Once it has spoken: an answer that comes before the question may meet a writer, who then sees a broken pipe.
    private static async Task RefuseAsync(FrameConnection connection, Response.Failed refusal, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(PatienceWithNobody);
        try
        {
            await connection.WaitForInputAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // It says nothing, and does not keep its place by that.
        }
        await connection.WriteAsync(refusal, ApiJson.Response, stopping);
    }

    private static async Task StreamAsync(FrameConnection connection, IApiSession session, Request request, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var leaving = WatchAsync(connection, ended);
        try
        {
            await foreach (var response in session.StreamAsync(request, ended.Token))
                await connection.WriteAsync(response, ApiJson.Response, ended.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // The client has had enough.
        }
        finally
        {
            await ended.CancelAsync();
            await leaving;
        }
    }

    private static async Task WatchAsync(FrameConnection connection, CancellationTokenSource ended)
    {
        try
        {
            await connection.WaitForInputAsync(ended.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Either way there is nothing more to wait for.
        }
        await ended.CancelAsync();
    }
}
