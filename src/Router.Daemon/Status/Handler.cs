using System.Diagnostics;
using Router.Api.Contract;

namespace Router.Daemon.Status;

/// <summary>What answers the requests of one type. Whether who asks may do so is decided before.</summary>
internal sealed class Handler
{
    private readonly Func<Request, Asker, Task<Response>>? answer;
    private readonly Func<Request, CancellationToken, IAsyncEnumerable<Response>>? stream;

    private Handler(
        Type request, bool isLogged,
        Func<Request, Asker, Task<Response>>? answer, Func<Request, CancellationToken, IAsyncEnumerable<Response>>? stream) =>
        (Request, IsLogged, this.answer, this.stream) = (request, isLogged, answer, stream);

    /// <summary>A case of <see cref="Api.Contract.Request"/>.</summary>
    public Type Request { get; }

    /// <summary>The log says who asked for it. A commit is told by the engine, with what it did.</summary>
    public bool IsLogged { get; }

    /// <summary>It is answered by <see cref="Stream"/>, and by <see cref="AnswerAsync"/> otherwise.</summary>
    public bool IsStream => stream is not null;

    public static Handler Of<T>(Func<T, Asker, Response> answer)
        where T : Request => Of<T>((request, asker) => Task.FromResult(answer(request, asker)));

    public static Handler Of<T>(Func<T, Asker, Task<Response>> answer)
        where T : Request => new(typeof(T), isLogged: false, (request, asker) => answer((T)request, asker), null);

    public static Handler Logged<T>(Func<T, Asker, Response> answer)
        where T : Request => Logged<T>((request, asker) => Task.FromResult(answer(request, asker)));

    public static Handler Logged<T>(Func<T, Asker, Task<Response>> answer)
        where T : Request => new(typeof(T), isLogged: true, (request, asker) => answer((T)request, asker), null);

    /// <summary>Streams are logged: each keeps something busy until the client goes.</summary>
    public static Handler Streamed<T>(Func<T, CancellationToken, IAsyncEnumerable<Response>> stream)
        where T : Request => new(typeof(T), isLogged: true, null, (request, stopping) => stream((T)request, stopping));

    public Task<Response> AnswerAsync(Request request, Asker asker) =>
        answer?.Invoke(request, asker) ?? throw new UnreachableException(Request.Name);

    public IAsyncEnumerable<Response> Stream(Request request, CancellationToken stopping) =>
        stream?.Invoke(request, stopping) ?? throw new UnreachableException(Request.Name);
}
