using Router.Api.Contract;
using Router.Api.Framing;
using Router.Api.Limits;

namespace Router.Api;

/// <summary>The requests of one connection that has a place, and their answers in order.</summary>
internal sealed class Conversation(FrameConnection connection, IApiSession session, ClientConnection place, ConnectionTable table)
{
    private readonly UserShare share = table.ShareOf(place);

    private ApiLimits Limits => table.Limits;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(stopping, place.Ended);
        try
        {
            while (await NextAsync(leaving.Token) is { } request)
                await AnswerAsync(request, leaving.Token, stopping);
        }
        catch (FrameException exception)
        {
            await SendAsync(new Response.Failed(FailureKind.Protocol, exception.Message, null, []), Limits.FarewellWithin, stopping);
        }
        catch (OperationCanceledException) when (place.Farewell is not null && !stopping.IsCancellationRequested)
        {
            var kind = place.Farewell.Idle ? FailureKind.Idle : FailureKind.Ended;
            await SendAsync(new Response.Failed(kind, place.Farewell.Message, null, []), Limits.FarewellWithin, stopping);
        }
    }

    private Task<Request?> NextAsync(CancellationToken leaving)
    {
        // A commit may have changed the role meanwhile.
        var longest = session.Refusal is null ? Limits.FrameOf(session.Caller.Rank) : Limits.LongestGuestFrame;
        return connection.ReadAsync(ApiJson.Request, longest, Limits.FrameWithin, leaving);
    }

    private async Task AnswerAsync(Request request, CancellationToken leaving, CancellationToken stopping)
    {
        place.Begin(Name(request));
        try
        {
            if (place.UrgentOnly && !session.IsUrgent(request))
                await SendAsync(Narrow(), Limits.AnswerTakenWithin, stopping);
            else if (session.IsStream(request))
                await StreamAsync(request, leaving);
            else if (place.Caller.Rank == CallerRank.Guest && !session.IsUrgent(request))
                await TakeTurnAsync(request, stopping);
            else
                await SendAsync(await session.AnswerAsync(request), Limits.AnswerTakenWithin, stopping);
        }
        finally
        {
            place.Done();
        }
    }

    /// <summary>An answer counts until it is read: else a client that asks and never reads would hold as many as it asks for.</summary>
    private async Task TakeTurnAsync(Request request, CancellationToken stopping)
    {
        if (!await share.BeginTurnAsync(stopping))
        {
            var busy = new Response.Failed(
                FailureKind.Busy,
                $"other requests of {place.Caller.User} take all their turns",
                "wait for them, or end their sessions: show users, disconnect ID",
                []);
            await SendAsync(busy, Limits.AnswerTakenWithin, stopping);
            return;
        }
        try
        {
            await SendAsync(await session.AnswerAsync(request), Limits.AnswerTakenWithin, stopping);
        }
        finally
        {
            share.EndTurn();
        }
    }

    private async Task StreamAsync(Request request, CancellationToken leaving)
    {
        if (table.BeginStream(place) is { } refusal)
        {
            await SendAsync(refusal, Limits.AnswerTakenWithin, leaving);
            return;
        }
        try
        {
            await FollowAsync(request, leaving);
        }
        finally
        {
            table.EndStream(place);
        }
    }

    private async Task FollowAsync(Request request, CancellationToken leaving)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(leaving);
        var watching = WatchAsync(ended);
        try
        {
            await foreach (var response in session.StreamAsync(request, ended.Token))
                await SendAsync(response, Limits.StreamTakenWithin, ended.Token);
        }
        catch (OperationCanceledException) when (!leaving.IsCancellationRequested)
        {
            // The client has had enough.
        }
        finally
        {
            await ended.CancelAsync();
            await watching;
        }
        leaving.ThrowIfCancellationRequested();
    }

    private async Task WatchAsync(CancellationTokenSource ended)
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

    private Response.Failed Narrow() => new(
        FailureKind.Busy,
        $"{place.Caller.User} has too many sessions open for this: this one takes confirm, rollback, show users and disconnect alone",
        "end one of the others: show users lists them, disconnect ID ends one", []);

    private Task SendAsync(Response response, TimeSpan within, CancellationToken stopping) =>
        connection.WriteAsync(response, ApiJson.Response, within, stopping);

    /// <summary>As it is on the wire: <c>monitor-events</c>.</summary>
    private static string Name(Request request) =>
        ApiJson.Request.PolymorphismOptions!.DerivedTypes.First(d => d.DerivedType == request.GetType()).TypeDiscriminator as string ?? "";
}
