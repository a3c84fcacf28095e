using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Router.Api.Contract;
using Router.Daemon.Engine;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Mesh;
using Router.Mesh.Events;
using Router.Mesh.Ports;

namespace Router.Daemon.Mesh;

/// <summary>
/// Runs the meshes of the running configuration. One loop compares what should run with what does whenever a commit, a link or
/// an address changed something; a mesh that nothing changed for is not touched. What fails is told, costs the mesh that it
/// is about and no other one, and is tried again.
/// </summary>
internal sealed class MeshService(
    IMeshKernel kernel, ITunnels tunnels, INames names, ConfigurationEngine engine, Device device,
    EventHub hub, MeshMonitor monitor, TimeProvider time, ILogger<MeshService> log)
    : BackgroundService, IMeshSurroundings
{
    private const int RememberedEvents = 512;

    private readonly Looks looks = new();
    private readonly Lock gate = new();
    private readonly Queue<MeshEventStatus> events = [];
    private readonly Dictionary<string, string> waiting = [];
    private readonly Dictionary<string, Backoff> failed = [];
    private readonly MeshPlacement placement = new(kernel, () => device.Secrets(engine.Running.Content.Kept));
    private readonly Loop reconciling = new("meshes", hub, time, log);
    private Dictionary<string, MeshRunner> runners = [];
    private CancellationToken stopping;
    private bool watching;

    /// <summary>Those that run, by name.</summary>
    public IReadOnlyDictionary<string, MeshRunner> Runners => Volatile.Read(ref runners);

    /// <summary>Why a mesh of the configuration does not run, by its name.</summary>
    public IReadOnlyDictionary<string, string> Waiting
    {
        get
        {
            lock (gate)
                return new Dictionary<string, string>(waiting);
        }
    }

    public IReadOnlyList<MeshEventStatus> Events
    {
        get
        {
            lock (gate)
                return [.. events];
        }
    }

    public void LookUp(MeshRunner runner, string name) => _ = LookUpAsync(runner, name);

    public void Happened(MeshRunner runner, string subject, string what) => Happened(runner.Member.Name, subject, what);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        stopping = stoppingToken;
        await using var again = time.CreateTimer(_ => looks.Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var following = new Loop("mesh commits", hub, time, log).KeepAsync(FollowAsync, stoppingToken);
        try
        {
            await engine.NetworkReady.WaitAsync(stoppingToken);
            await reconciling.KeepAsync(token => ReconcileAsync(again, token), stoppingToken);
        }
        finally
        {
            foreach (var runner in Runners.Values)
                End($"mesh {runner.Member.Name}", runner.Stop);
            End("ipsec", tunnels.Dispose);
            End("meshes", kernel.Dispose);
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What cannot be ended keeps nothing else from it.</summary>
    private void End(string what, Action end)
    {
        try
        {
            end();
        }
        catch (Exception exception)
        {
            log.EndFailed(exception, what);
        }
    }

    private Task FollowAsync(CancellationToken stopping) =>
        looks.FollowAsync(hub, happened => happened.Subject is "commit" or "boot" or "secret", stopping);

    private async Task ReconcileAsync(ITimer again, CancellationToken stopping)
    {
        if (!watching)
            kernel.Watch(looks.Look);
        watching = true;
        // Whatever failed the last time may have been in the middle of it.
        looks.Look();
        await foreach (var _ in looks.AllAsync(stopping))
        {
            var pause = await ReconcileAsync(stopping);
            reconciling.Recovered();
            if (pause is { } wait)
                again.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>How long until a mesh that failed or waits is tried again; null: none does.</summary>
    private async Task<TimeSpan?> ReconcileAsync(CancellationToken stopping)
    {
        var config = engine.Running.Content.Config;
        var topology = config.Mesh.Count == 0 ? null : (await device.TopologyAsync(config, stopping)).Topology;
        TimeSpan? pause = null;
        foreach (var gone in Runners.Keys.Except(config.Mesh.Keys).ToList())
            Replace(gone, null);
        foreach (var (name, mesh) in config.Mesh)
        {
            if (await TryReconcileAsync(config, name, mesh, topology!, stopping) is { } wait && (pause is null || wait < pause))
                pause = wait;
        }
        foreach (var forgotten in failed.Keys.Except(config.Mesh.Keys).ToList())
            failed.Remove(forgotten);
        lock (gate)
        {
            foreach (var forgotten in waiting.Keys.Except(config.Mesh.Keys).ToList())
                waiting.Remove(forgotten);
        }
        return pause;
    }

    private async Task<TimeSpan?> TryReconcileAsync(
        RouterConfig config, string name, MeshConfig mesh, Topology topology, CancellationToken stopping)
    {
        try
        {
            var underlay = config.Interfaces.TryGetValue(mesh.Underlay, out var settings)
                ? topology.KernelName(mesh.Underlay, settings)
                : null;
            if (placement.Find(config, name, mesh, underlay, out var why) is { } member)
            {
                await KeepAsync(member, stopping);
                failed.Remove(name);
                return null;
            }
            Replace(name, null);
            Wait(name, why);
            return Pause(name);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            if (Wait(name, exception.Message))
                log.MeshTroubled(exception, name);
            return Pause(name);
        }
    }

    /// <summary>What it waits for may come without a word: a file that is a secret.</summary>
    private TimeSpan Pause(string name)
    {
        if (!failed.TryGetValue(name, out var backoff))
            failed[name] = backoff = new Backoff();
        return backoff.Next();
    }

    private async Task KeepAsync(MeshMember member, CancellationToken stopping)
    {
        if (Runners.TryGetValue(member.Name, out var there) && there.Member.IsSameAs(member))
        {
            var before = there.Member;
            if (!before.Routes.Equals(member.Routes))
                there.Route(member);
            if (!before.Nbma.Equals(member.Nbma))
                there.Move(member);
        }
        else
        {
            // The one before lets the link go first.
            Replace(member.Name, null);
            Replace(member.Name, await StartAsync(member, stopping));
        }
        lock (gate)
            waiting.Remove(member.Name);
    }

    /// <summary>A mesh that does not come up holds nothing.</summary>
    private async Task<MeshRunner> StartAsync(MeshMember member, CancellationToken stopping)
    {
        var link = kernel.Open(member.Name, member.Config.IsHub ? member.Config.Peers : 0);
        MeshRunner runner;
        try
        {
            runner = new MeshRunner(
                member, link, tunnels, this, monitor, BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4)), time, log);
        }
        catch
        {
            link.Dispose();
            throw;
        }
        try
        {
            await runner.StartAsync(stopping);
            return runner;
        }
        catch
        {
            runner.Dispose();
            throw;
        }
    }

    /// <summary>Null: none runs any more.</summary>
    private void Replace(string name, MeshRunner? runner)
    {
        var next = new Dictionary<string, MeshRunner>(runners);
        if (next.Remove(name, out var before))
            End($"mesh {name}", before.Stop);
        if (runner is not null)
            next[name] = runner;
        Volatile.Write(ref runners, next);
    }

    /// <summary>True: that is news.</summary>
    private bool Wait(string name, string why)
    {
        lock (gate)
        {
            if (waiting.TryGetValue(name, out var before) && before == why)
                return false;
            waiting[name] = why;
        }
        Happened(name, "waits", why);
        return true;
    }

    private void Happened(string mesh, string subject, string what)
    {
        lock (gate)
        {
            if (events.Count == RememberedEvents)
                events.Dequeue();
            events.Enqueue(new MeshEventStatus(time.GetLocalNow(), mesh, subject, what));
        }
        log.MeshHappened(mesh, subject, what);
        hub.Publish($"mesh {mesh}", $"{subject}: {what}");
    }

    /// <summary>Who cannot be asked knows of nobody: the mesh asks again.</summary>
    private async Task LookUpAsync(MeshRunner runner, string name)
    {
        ValueList<System.Net.IPAddress> addresses = [];
        try
        {
            addresses = (await names.LookUpAsync(name, stopping)).ToValueList();
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            log.MeshTroubled(exception, runner.Member.Name);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        runner.Tell(new MeshEvent.NameResolved(name, addresses));
    }
}
