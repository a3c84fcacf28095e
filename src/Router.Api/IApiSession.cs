using Router.Api.Contract;
using Router.Api.Limits;

namespace Router.Api;

/// <summary>What the daemon does with requests; one for each connection.</summary>
public interface IApiSession : IAsyncDisposable
{
    /// <summary>Not null: this peer may ask nothing at all. It is told so and let go.</summary>
    Response.Failed? Refusal { get; }

    /// <summary>
    /// Who asks, as of now: a commit may change it. Limits are counted by it. Read only where there is no <see cref="Refusal"/>.
    /// </summary>
    Caller Caller { get; }

    /// <summary>The place that the connection got, told once before its first request.</summary>
    void Enter(ClientConnection connection);

    /// <summary>Answers one request. Once begun, it is finished even if the client goes.</summary>
    Task<Response> AnswerAsync(Request request);

    /// <summary>Whether <paramref name="request"/> is answered by <see cref="StreamAsync"/>.</summary>
    bool IsStream(Request request);

    /// <summary>
    /// Whether <paramref name="request"/> is answered over a connection beyond the user's share too, and without waiting for a turn: what
    /// confirms or takes back a commit, and what makes room.
    /// </summary>
    bool IsUrgent(Request request);

    /// <summary>
    /// Ends with <see cref="Response.End"/> or <see cref="Response.Failed"/>; <paramref name="stopping"/> says that the client went.
    /// </summary>
    IAsyncEnumerable<Response> StreamAsync(Request request, CancellationToken stopping);
}
