using System.Diagnostics;
using Router.Api.Contract;

namespace Router.Daemon.Status;

/// <summary>Who answers which type of request.</summary>
/// <exception cref="ArgumentException">Two answer the same type.</exception>
internal sealed class HandlerTable(IEnumerable<IHandlers> all)
{
    private readonly Dictionary<Type, Handler> byRequest = all.SelectMany(some => some.Handlers).ToDictionary(handler => handler.Request);

    /// <summary>Cases of <see cref="Request"/>.</summary>
    public IReadOnlyCollection<Type> Requests => byRequest.Keys;

    public bool IsStream(Request request) => byRequest.TryGetValue(request.GetType(), out var handler) && handler.IsStream;

    public Handler Of(Request request) =>
        byRequest.GetValueOrDefault(request.GetType()) ?? throw new UnreachableException($"nobody answers {request.GetType().Name}");
}
