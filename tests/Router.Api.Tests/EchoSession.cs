using System.Runtime.CompilerServices;
using Router.Api.Contract;
using Router.Api.Edges;

namespace Router.Api.Tests;

/// <summary>Answers with what it knows about the connection; counts what it is asked.</summary>
internal sealed class EchoSession(PeerCredentials peer) : IApiSession
{
    private int asked;

    public TaskCompletionSource StreamLeft { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Response.Failed? Refusal => peer.ProcessId == 0 ? new Response.Failed(FailureKind.Denied, "not you", null, []) : null;

    public bool IsStream(Request request) => request is Request.Ping or Request.MonitorEvents;

    public Task<Response> AnswerAsync(Request request) => Task.FromResult<Response>(request switch
    {
        Request.CommitFile file => new Response.Document(file.Document),
        Request.Hello hello => new Response.Welcome($"{peer.UserId}", hello.Origin, "test", []),
        _ => new Response.Done($"{request.GetType().Name} {++asked}"),
    });

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

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
