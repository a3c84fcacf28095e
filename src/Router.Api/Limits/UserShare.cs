namespace Router.Api.Limits;

/// <summary>What all connections of one user share.</summary>
internal sealed class UserShare(ApiLimits limits) : IDisposable
{
    private readonly SemaphoreSlim turns = new(limits.GuestTurns);

    /// <summary>Connections of the user; its keeper counts them.</summary>
    public int Holders { get; set; }

    /// <summary>Streams of the user; its keeper counts them.</summary>
    public int Streams { get; set; }

    /// <summary>False: others of the user's requests took too long. Otherwise <see cref="EndTurn"/> must follow.</summary>
    public Task<bool> BeginTurnAsync(CancellationToken stopping) => turns.WaitAsync(limits.TurnWithin, stopping);

    public void EndTurn() => turns.Release();

    public void Dispose() => turns.Dispose();
}
