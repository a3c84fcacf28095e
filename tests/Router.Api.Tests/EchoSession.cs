using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Router.Api.Contract;
using Router.Api.Edges;
using Router.Api.Limits;

namespace Router.Api.Tests;

/// <summary>Answers with what it knows about the connection; counts what it is asked.</summary>
internal sealed class EchoSession(PeerCredentials peer, Caller caller) : IApiSession
{
    public ConcurrentQueue<string> Asked { get; } = new();

    public Caller Caller => caller;

    public TaskCompletionSource StreamLeft { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Response.Failed? Refusal => peer.ProcessId == 0 ? new Response.Failed(FailureKind.Denied, "not you", null, []) : null;

    public void Enter(ClientConnection connection)
    {
    }

    public bool IsUrgent(Request request) => request is Request.Hello or Request.Confirm;

    public bool IsStream(Request request) => request is Request.Ping or Request.MonitorEvents;

    public Task<Response> AnswerAsync(Request request)
    {
        if (request is not Request.Hello)
            Asked.Enqueue(request.GetType().Name);
        return Task.FromResult(Answer(request));
    }

    public async IAsyncEnumerable<Response> StreamAsync(Request request, [EnumeratorCancellation] CancellationToken stopping)
    {
        try
        {
            for (var i = 0; i < ((request as Request.Ping)?.Count ?? 1); i++)
                yield return new Response.Line($"line {i}");
            if (request is Request.MonitorEvents)
                await Task.Delay(Timeout.Infinite, stopping);
            yield return new Response.End(7);
        }
        finally
        {
            StreamLeft.TrySetResult();
        }
    }

    public bool HasLeft { get; private set; }

    public ValueTask DisposeAsync()
    {
        HasLeft = true;
        return ValueTask.CompletedTask;
    }

    private Response Answer(Request request) => request switch
    {
        Request.CommitFile file => new Response.Document(file.Document),
        // So many bytes as the socket does not take at once.
        Request.ShowLog log => new Response.Document(new string('x', log.Lines)),
        Request.Hello hello => new Response.Welcome($"{peer.UserId}", hello.Origin, "test", []),
        _ => new Response.Done($"{request.GetType().Name} {Asked.Count}"),
    };
}
