using System.Net;
using Router.Mesh.Events;
using Router.Mesh.Ports;
using Router.Mesh.Tunnels;
using Router.Wire.Vici;

namespace Router.Linux.Edges.Vici;

/// <summary>
/// The tunnels of one mesh: its keeper, and what that wants said to charon. All but the way in is done on the owner's loop.
/// </summary>
internal sealed class CharonMesh(CharonTunnels owner, TunnelSettings settings, Action<MeshEvent> tell, Action<string, string> happened)
    : IMeshTunnels
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly TunnelKeeper keeper = new(settings.Nbma, settings.Serves);
    private readonly Lock gate = new();
    private TunnelSettings settings = settings;
    private TimeSpan lastComplaint = -Quiet;
    private bool begun;
    private bool ended;

    public string Name => settings.Mesh;

    public TimeSpan? NextDeadline
    {
        get
        {
            lock (gate)
                return keeper.NextDeadline;
        }
    }

    public async Task<IReadOnlyList<SecuredPeer>> StartAsync(CancellationToken stopping)
    {
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        owner.Post(async connection =>
        {
            try
            {
                if (connection is not null && !begun)
                    await ConnectedAsync(connection, await owner.ListAsync(connection), stopping);
            }
            finally
            {
                looked.TrySetResult();
            }
        });
        await looked.Task.WaitAsync(stopping);
        lock (gate)
            return [.. keeper.Peers];
    }

    public void Secure(IPAddress nbma, Beginner beginner) => Post(k => k.Secure(nbma, beginner, owner.Now));

    public void Heard(IPAddress nbma) => Post(k => k.Heard(nbma));

    public void Release(IPAddress nbma) => Post(k => k.Release(nbma));

    public void Move(IPAddress nbma)
    {
        settings = settings with { Nbma = nbma };
        Post(k => k.Move(nbma));
    }

    public void Stop()
    {
        Post(k => k.Stop());
        owner.Post(connection => connection is null || ended ? Task.CompletedTask : ForgetAsync(connection));
    }

    public void Dispose() => owner.Post(_ =>
    {
        ended = true;
        owner.Forget(this);
        return Task.CompletedTask;
    });

    public TunnelReport Look()
    {
        lock (gate)
            return new TunnelReport(owner.Trouble, keeper.Report(owner.Now));
    }

    public void Change(Action<TunnelKeeper> step)
    {
        lock (gate)
            step(keeper);
    }

    public void Disconnected()
    {
        begun = false;
        Change(k => k.Disconnected());
    }

    /// <summary>Keys, the way in, and what is there already.</summary>
    public async Task ConnectedAsync(
        ViciConnection connection, IEnumerable<(string Mesh, Association Association)> there, CancellationToken stopping)
    {
        begun = true;
        foreach (var (command, content) in CharonSections.Credentials(settings))
            await CommandAsync(connection, command, content, stopping);
        await CommandAsync(connection, "load-conn", CharonSections.Responder(settings), stopping);
        var mine = there.Where(t => t.Mesh == Name).Select(t => t.Association).ToList();
        await CarryAsync(connection, k => k.Connected(mine, owner.Now), stopping);
    }

    /// <summary>An attempt of ours at that address failed; null: somebody else's at us.</summary>
    public async Task FailedAsync(ViciConnection? connection, IPAddress? nbma, string failure)
    {
        if (nbma is not null)
            await CarryAsync(connection, k => k.Failed(nbma, failure, owner.Now), owner.Stopping);
        else if (failure != CharonLog.Silence && owner.Now - lastComplaint >= Quiet)
        {
            // Strangers may fail as often as they like: one line a second says enough.
            lastComplaint = owner.Now;
            Say(() => happened("ipsec", $"a peer was refused: {failure}"));
        }
    }

    public async Task CarryAsync(ViciConnection? connection, Func<TunnelKeeper, List<TunnelEffect>> step, CancellationToken stopping)
    {
        List<TunnelEffect> effects;
        lock (gate)
            effects = step(keeper);
        foreach (var effect in effects)
            await CarryAsync(connection, effect, stopping);
        owner.Arm();
    }

    private void Post(Func<TunnelKeeper, List<TunnelEffect>> step) =>
        owner.Post(connection => ended ? Task.CompletedTask : CarryAsync(connection, step, owner.Stopping));

    private async Task CarryAsync(ViciConnection? connection, TunnelEffect effect, CancellationToken stopping)
    {
        switch (effect)
        {
            case TunnelEffect.Tell e: Say(() => tell(e.Event)); break;
            case TunnelEffect.Happened e: Say(() => happened(e.Subject, e.What)); break;
            case TunnelEffect.Initiate { Yields: true } e when connection is not null && await owner.IsBegunAsync(connection, e.Nbma):
                Change(k => k.Begun(e.Nbma, owner.Now));
                break;
            case TunnelEffect.Initiate e when connection is not null:
                await InitiateAsync(connection, e.Nbma, e.BetweenNats, stopping);
                break;
            case TunnelEffect.Open e: NatOpener.Send(settings.Nbma, e.Nbma); break;
            case TunnelEffect.Share e when connection is not null:
                await CommandAsync(connection, "load-conn", CharonSections.Shared(settings, e.Nbma), stopping);
                break;
            case TunnelEffect.Unshare e when connection is not null:
                await connection.RequestAsync("unload-conn", CharonSections.Unload(CharonSections.SharedName(Name, e.Nbma)), stopping);
                break;
            case TunnelEffect.Abandon e when connection is not null: await AbandonAsync(connection, e.Nbma, stopping); break;
            case TunnelEffect.Terminate e when connection is not null:
                await connection.RequestAsync("terminate", CharonSections.Terminate(e.Ike), stopping);
                break;
            case TunnelEffect.Rekey e when connection is not null:
                await connection.RequestAsync("rekey", CharonSections.Rekey(e.Id), stopping);
                break;
        }
    }

    /// <summary>Who is told may fail; what is still to be done is done all the same.</summary>
    private void Say(Action say)
    {
        try
        {
            say();
        }
        catch (Exception exception)
        {
            owner.Report(exception);
        }
    }

    private async Task InitiateAsync(ViciConnection connection, IPAddress nbma, bool betweenNats, CancellationToken stopping)
    {
        if (await CommandAsync(connection, "load-conn", CharonSections.Initiator(settings, nbma, betweenNats), stopping) is { } refused)
            await CarryAsync(connection, k => k.Failed(nbma, refused, owner.Now), stopping);
        else if (await CommandAsync(connection, "initiate", CharonSections.Initiate(settings, nbma), stopping) is { } failed)
            await CarryAsync(connection, k => k.Failed(nbma, failed, owner.Now), stopping);
    }

    /// <summary>A negotiation that is under way ends; one that came up goes by its number, since the peer may have begun it.</summary>
    private async Task AbandonAsync(ViciConnection connection, IPAddress nbma, CancellationToken stopping)
    {
        bool isUp;
        lock (gate)
            isUp = keeper.IsUp(nbma);
        var name = CharonSections.Name(Name, nbma);
        if (!isUp)
            await connection.RequestAsync(
                "terminate", new ViciSection().Add("ike", name).Add("force", "yes").Add("timeout", "-1"), stopping);
        await connection.RequestAsync("unload-conn", CharonSections.Unload(name), stopping);
    }

    private async Task ForgetAsync(ViciConnection connection)
    {
        await connection.RequestAsync("unload-conn", CharonSections.Unload(CharonSections.Name(Name)), owner.Stopping);
        if (settings.Credentials is TunnelCredentials.SharedKey)
            await connection.RequestAsync("unload-shared", new ViciSection().Add("id", CharonSections.Name(Name)), owner.Stopping);
    }

    /// <summary>Null: charon did it; else why not.</summary>
    private async Task<string?> CommandAsync(ViciConnection connection, string command, ViciSection content, CancellationToken stopping)
    {
        string? why;
        try
        {
            var answer = await connection.RequestAsync(command, content, stopping);
            why = answer.Text("success") == "no" ? $"strongSwan refuses {command}: {answer.Text("errmsg")}" : null;
        }
        catch (ArgumentException exception)
        {
            why = $"strongSwan cannot be told {command}: {exception.Message}";
        }
        if (why is null)
            return null;
        Say(() => happened("ipsec", why));
        return why;
    }
}
