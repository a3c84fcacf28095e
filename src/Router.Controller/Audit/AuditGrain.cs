using Router.Controller.Storage;
using Router.Fleet.Journals;

namespace Router.Controller.Audit;

/// <summary>
/// Lines that hold each other (<see cref="AuditChain"/>), in pages, so that an entry costs the storage no more than a page. Which page is
/// the last one is all that is kept here; what the last hash is, that page says.
/// </summary>
internal sealed class AuditGrain(
    [PersistentState("audit", StorageNames.Main)] IPersistentState<AuditState> state, TimeProvider time) : Grain, IAuditGrain
{
    internal const int LinesOfPage = 200;

    private string? head;
    private int lines;

    public async Task WriteAsync(string by, string verb, string[] devices, string detail)
    {
        head ??= await ReadHeadAsync();
        if (lines >= LinesOfPage)
        {
            state.State.Page++;
            await state.WriteStateAsync();
            lines = 0;
        }
        var line = AuditChain.Line(head, new AuditEntry(time.GetUtcNow(), by, verb, devices, detail));
        try
        {
            await Page(state.State.Page).AppendAsync(line);
        }
        catch
        {
            // Whether it was kept is not known: the next one asks.
            head = null;
            throw;
        }
        head = AuditChain.HashIn(line);
        lines++;
    }

    public async Task<string[]> LinesAsync()
    {
        var all = new List<string>();
        for (var page = 0L; page <= state.State.Page; page++)
            all.AddRange(await Page(page).LinesAsync());
        return [.. all];
    }

    private async Task<string> ReadHeadAsync()
    {
        var last = await Page(state.State.Page).LinesAsync();
        lines = last.Length;
        if (last.Length == 0 && state.State.Page > 0)
            last = await Page(state.State.Page - 1).LinesAsync();
        return last.Length == 0
            ? AuditChain.Start
            : AuditChain.HashIn(last[^1]) ?? throw new InvalidOperationException("the log of what was done is damaged");
    }

    private IAuditPageGrain Page(long number) => GrainFactory.GetGrain<IAuditPageGrain>(number);
}

internal sealed class AuditPageGrain([PersistentState("audit-page", StorageNames.Main)] IPersistentState<AuditPage> state)
    : Grain, IAuditPageGrain
{
    public async Task AppendAsync(string line)
    {
        state.State.Lines.Add(line);
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }

    public Task<string[]> LinesAsync() => Task.FromResult(state.State.Lines.ToArray());
}

internal sealed class AuditState
{
    public long Page { get; set; }
}

internal sealed class AuditPage
{
    public List<string> Lines { get; set; } = [];
}
