using System.Net;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Router.Api.Contract;
using Router.Core.Edges;
using Router.Core.Sections;
using Router.Core.Sections.Mesh;
using Router.Core.Sections.Mesh.Protection;
using Router.Core.State;
using Router.Core.Values;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Mesh.Events;
using Router.Mesh.Ports;
using Router.Mesh.Tunnels;

namespace Router.Daemon.Mesh;

/// <summary>
/// Runs the meshes of the running configuration. One loop compares what should run with what does whenever a commit, a link or
/// an address changed something; a mesh that nothing changed for is not touched.
/// </summary>
internal sealed class MeshService(
    IMeshKernel kernel, ITunnels tunnels, INames names, ConfigurationEngine engine, Device device, EventHub hub, MeshMonitor monitor, TimeProvider time, ILogger<MeshService> log)
    : BackgroundService, IMeshSurroundings
{
    private const int RememberedEvents = 512;
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock gate = new();
    private readonly Queue<MeshEventStatus> events = [];
    private readonly Dictionary<string, string> waiting = [];
    private Dictionary<string, MeshRunner> runners = [];
    private CancellationToken stopping;

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
        var commits = hub.Listen(stoppingToken);
        await engine.NetworkReady.WaitAsync(stoppingToken);
        kernel.Watch(() => changes.Writer.TryWrite(true));
        _ = FollowAsync(commits);
        changes.Writer.TryWrite(true);
        try
        {
            await foreach (var _ in changes.Reader.ReadAllAsync(stoppingToken))
                await TryReconcileAsync(stoppingToken);
        }
        finally
        {
            foreach (var runner in Runners.Values)
                runner.Stop();
            tunnels.Dispose();
            kernel.Dispose();
        }
    }

    private async Task FollowAsync(IAsyncEnumerable<Response.Event> commits)
    {
        await foreach (var happened in commits)
        {
            if (happened.Subject is "commit" or "boot")
                changes.Writer.TryWrite(true);
        }
    }

    /// <summary>A kernel that could not be asked, for example because its lists kept changing, is asked again.</summary>
    private async Task TryReconcileAsync(CancellationToken stopping)
    {
        try
        {
            await ReconcileAsync(stopping);
        }
        catch (ApplyException exception)
        {
            log.MeshFailed("all", exception.Message);
            await Task.Delay(Again, time, stopping);
            changes.Writer.TryWrite(true);
        }
    }

    private async Task ReconcileAsync(CancellationToken stopping)
    {
        var config = engine.Running.Content.Config;
        var (topology, _) = config.Mesh.Count == 0 ? default : await device.TopologyAsync(config, stopping);
        var next = new Dictionary<string, MeshRunner>();
        foreach (var (name, mesh) in config.Mesh)
        {
            var underlay = config.Interfaces.TryGetValue(mesh.Underlay, out var settings) ? topology!.KernelName(mesh.Underlay, settings) : null;
            if (Place(config, name, mesh, underlay, out var why) is { } member)
                await KeepAsync(member, next, stopping);
            else
                Wait(name, why);
        }
        var gone = runners.Where(r => !next.ContainsKey(r.Key) || next[r.Key] != r.Value).Select(r => r.Value).ToList();
        Volatile.Write(ref runners, next);
        foreach (var runner in gone)
            runner.Stop();
    }

    /// <summary>Null: it cannot run at present.</summary>
    private MeshMember? Place(RouterConfig config, string name, MeshConfig mesh, string? underlay, out string why)
    {
        why = $"the link {name} is not up";
        if (kernel.Look(name) is not { } link)
            return null;
        why = $"the underlay {mesh.Underlay} has no {(mesh.OverIPv6 ? "IPv6" : "IPv4")} address";
        if ((underlay is null ? null : kernel.Look(underlay))?.Addresses.FirstOrDefault(a => a.AddressFamily == mesh.UnderlayFamily) is not { } nbma)
            return null;
        return Secret(mesh.Authentication, out var authentication, ref why) && Credentials(mesh.Ipsec, out var credentials, ref why)
            ? new MeshMember(name, mesh, link.Index, authentication)
            {
                Nbma = nbma,
                Credentials = credentials,
                Routes = MeshLinks.HubRoutes(config, name),
                Carrier = (mesh.OverIPv6 ? kernel.Look(MeshLinks.HeaderLink) : null)?.Index ?? 0,
            }
            : null;
    }

    private bool Credentials(IpsecConfig? ipsec, out TunnelCredentials? credentials, ref string why)
    {
        credentials = null;
        if (ipsec is null or { None: true })
            return true;
        if (!ipsec.ByCertificate)
        {
            if (!Secret(ipsec.Psk, out var key, ref why))
                return false;
            credentials = new TunnelCredentials.SharedKey(key!);
            return true;
        }
        if (!Secret(ipsec.Certificate, out var certificate, ref why) || !Secret(ipsec.Key, out var own, ref why) || !Secret(ipsec.Authority, out var authority, ref why))
            return false;
        credentials = new TunnelCredentials.Certified(certificate!, own!, authority!);
        return true;
    }

    private bool Secret(SecretReference? reference, out string? value, ref string why)
    {
        value = reference is { } wanted ? device.Secrets(engine.Running.Content.Kept).Find(wanted.Name) : null;
        if (reference is null || value is not null)
            return true;
        why = $"there is no secret {reference.Value.Name} on this device";
        return false;
    }

    private async Task KeepAsync(MeshMember member, Dictionary<string, MeshRunner> next, CancellationToken stopping)
    {
        if (runners.TryGetValue(member.Name, out var there) && there.Member.IsSameAs(member))
        {
            next[member.Name] = there;
            var before = there.Member;
            if (!before.Routes.Equals(member.Routes))
                there.Route(member);
            if (!before.Nbma.Equals(member.Nbma))
                there.Move(member);
            return;
        }
        try
        {
            // The one before lets the link go first.
            there?.Stop();
            var runner = new MeshRunner(
                member, kernel.Open(member.Name, member.Config.IsHub ? member.Config.Peers : 0), tunnels, this, monitor, BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4)), time, log);
            await runner.StartAsync(stopping);
            next[member.Name] = runner;
            lock (gate)
                waiting.Remove(member.Name);
        }
        catch (ApplyException exception)
        {
            log.MeshFailed(member.Name, exception.Message);
            Wait(member.Name, exception.Message);
        }
    }

    private void Wait(string name, string why)
    {
        lock (gate)
        {
            if (waiting.TryGetValue(name, out var before) && before == why)
                return;
            waiting[name] = why;
        }
        Happened(name, "waits", why);
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

    private async Task LookUpAsync(MeshRunner runner, string name)
    {
        var addresses = await names.LookUpAsync(name, stopping);
        runner.Tell(new MeshEvent.NameResolved(name, addresses.ToValueList()));
    }
}
