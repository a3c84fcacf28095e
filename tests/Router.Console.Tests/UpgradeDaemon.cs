using Router.Api;
using Router.Api.Contract;
using Router.Api.Limits;
using Router.Bundles;
using Router.Bundles.Receiving;
using Router.Testing.Bundles;

namespace Router.Console.Tests;

/// <summary>A daemon that writes bundles into a slot in memory.</summary>
internal sealed class UpgradeDaemon(MemorySlot slot, ISlotSource running) : IApiSession
{
    private BundleReceiver? receiver;

    /// <summary>Bytes of data that came over the socket.</summary>
    public long Came { get; private set; }

    public Request.FinishUpgrade? Finished { get; private set; }

    public Response.Failed? Refusal => null;

    public Caller Caller { get; } = new("anna", CallerRank.Admin);

    public void Enter(ClientConnection connection)
    {
    }

    public bool IsUrgent(Request request) => false;

    public bool IsStream(Request request) => false;

    public IAsyncEnumerable<Response> StreamAsync(Request request, CancellationToken stopping) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<Response> AnswerAsync(Request request)
    {
        try
        {
            return Task.FromResult(Answer(request));
        }
        catch (BundleException exception)
        {
            return Task.FromResult<Response>(new Response.Failed(FailureKind.Invalid, exception.Message, exception.Hint, []));
        }
    }

    private Response Answer(Request request)
    {
        switch (request)
        {
            case Request.Hello:
                return new Response.Welcome("anna", "admin", "home", [], "this");
            case Request.BeginUpgrade begin:
                receiver = new BundleReceiver(TestBundle.Head(begin.Head.ToArray()), slot, TestBundle.Device, begin.Older);
                receiver.Prepare(running, default);
                return new Response.UpgradeWants(
                    "b", "1.2.3", 8, receiver.Length, receiver.Kept, receiver.Copied, receiver.Asked,
                    [.. receiver.Ranges.Select(range => new UpgradeRange(range.Offset, range.Length))]);
            case Request.SendUpgrade send:
                Assert.Equal(Came, send.At);
                Came += send.Bytes.Length;
                receiver!.Take(send.Bytes.Span);
                return new Response.UpgradeTakes(receiver.Received, receiver.Asked);
            case Request.FinishUpgrade finish:
                Finished = finish;
                receiver!.Finish(default);
                return new Response.UpgradeReady("b", "1.2.3", 8, receiver.Received, finish.Restart);
            default:
                throw new NotSupportedException(request.ToString());
        }
    }
}
