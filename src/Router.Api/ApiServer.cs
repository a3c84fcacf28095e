using Router.Api.Contract;
using Router.Api.Edges;
using Router.Api.Framing;
using Router.Api.Limits;

namespace Router.Api;

/// <summary>
/// Accepts clients and carries their requests to sessions: one task a client, one request at a time. It never waits for a place to become
/// free: who cannot have one is told so at once.
/// </summary>
/// <param name="listener">Where clients come from.</param>
/// <param name="open">Makes the session of a peer.</param>
/// <param name="table">Who has a place; may be shared with other servers.</param>
/// <param name="report">Takes what went wrong that no client can be told.</param>
/// <param name="time">Of the pauses after a failure to accept.</param>
public sealed class ApiServer(
    IListener listener, Func<PeerCredentials, IApiSession> open, ConnectionTable table, Action<Exception> report, TimeProvider time)
{
    private int refusing;

    /// <summary>Serves until <paramref name="stopping"/>, whatever fails meanwhile; then lets go of every client and returns.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var clients = new HashSet<Task>();
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptAsync(stopping);
                failures = 0;
                clients.RemoveWhere(done => done.IsCompleted);
                clients.Add(ServeAsync(client, stopping));
            }
            catch (Exception exception)
            {
                // Too many open files, no memory, a client that went before it was accepted: all of it passes.
                if (!stopping.IsCancellationRequested)
                    await PauseAsync(exception, ++failures, stopping);
            }
        }
        await Task.WhenAll(clients);
    }

    private async Task PauseAsync(Exception exception, int failures, CancellationToken stopping)
    {
        if (failures == 1 || failures % 100 == 0)
            report(exception);
        await Task.Delay(ApiLimits.AcceptAgainAfter(failures), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync(AcceptedClient client, CancellationToken stopping)
    {
        // Away from the accepting loop, which has others to let in.
        await Task.Yield();
        try
        {
            await using var connection = new FrameConnection(client.Stream, table.Budget, table.Moved);
            await using var session = open(client.Peer);
            await ServeAsync(connection, session, client.Peer, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (IOException)
        {
            // The client went away, or does not listen: nobody is left to tell.
        }
        catch (Exception exception)
        {
            report(exception);
        }
    }

    private async Task ServeAsync(FrameConnection connection, IApiSession session, PeerCredentials peer, CancellationToken stopping)
    {
        if (session.Refusal is { } refusal)
        {
            await RefuseAsync(connection, refusal, stopping);
            return;
        }
        switch (table.Admit(session.Caller, peer))
        {
            case Admission.Admitted { Connection: var place }:
                try
                {
                    session.Enter(place);
                    await new Conversation(connection, session, place, table).RunAsync(stopping);
                }
                finally
                {
                    table.Leave(place);
                }
                break;
            case Admission.Refused { Why: var why }:
                await RefuseAsync(connection, why, stopping);
                break;
        }
    }

    /// <summary>
    /// Says it at once, and keeps the connection until it is heard: a writer would see a broken pipe in place of the answer.
    /// </summary>
    private async Task RefuseAsync(FrameConnection connection, Response.Failed refusal, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var crowded = Interlocked.Increment(ref refusing) > table.Limits.Refusals;
        try
        {
            await connection.WriteAsync(refusal, ApiJson.Response, table.Limits.FarewellWithin, stopping);
            if (crowded)
                return;
            patience.CancelAfter(table.Limits.FarewellWithin);
            await connection.WaitForInputAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // It says nothing, and does not keep its place by that.
        }
        finally
        {
            Interlocked.Decrement(ref refusing);
        }
    }
}
