using System.Net;
using System.Threading.Channels;
using Router.Mesh.Events;
using Router.Mesh.Ports;
using Router.Mesh.Tunnels;
using Router.Wire.Vici;

namespace Router.Linux.Edges.Vici;

/// <summary>
/// IPsec by stock strongSwan, over VICI. One loop does everything, one thing after the other: what meshes want, what charon tells, and
/// coming back to a charon that was restarted. Without a protected mesh nothing is connected.
/// </summary>
public sealed class CharonTunnels : ITunnels
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);
    private const int MostEndings = 1024;

    /// <summary>After what is no trouble of charon's or of the way there.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly string[] Events = ["child-updown", "child-rekey", "ike-rekey", "log"];

    private readonly string path;
    private readonly TimeProvider time;
    private readonly long start;
    private readonly Action<Exception> report;
    private readonly CancellationTokenSource ending = new();
    private readonly Channel<Func<ViciConnection?, Task>?> work = Channel.CreateUnbounded<Func<ViciConnection?, Task>?>(
        new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, CharonMesh> meshes = [];
    private readonly Lock gate = new();
    private readonly ITimer timer;

    /// <summary>On the connection's thread alone: why negotiations are about to end, by their numbers.</summary>
    private readonly Dictionary<uint, string> endings = [];
    private List<ViciSection>? listing;
    private Task? running;
    private string? trouble = "it is not connected yet", reported;
    private bool disposed;

    /// <param name="path">Where charon listens.</param>
    /// <param name="time">For deadlines.</param>
    /// <param name="report">Hears of what nobody foresaw, once for each kind; null: nobody does.</param>
    public CharonTunnels(string path, TimeProvider time, Action<Exception>? report = null)
    {
        (this.path, this.time, this.report) = (path, time, report ?? (_ => { }));
        Stopping = ending.Token;
        start = time.GetTimestamp();
        timer = time.CreateTimer(_ => Post(ElapseAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Null: charon answers.</summary>
    internal string? Trouble => Volatile.Read(ref trouble);

    internal TimeSpan Now => time.GetElapsedTime(start);

    /// <summary>Nobody waits for charon any more.</summary>
    internal CancellationToken Stopping { get; }

    public IMeshTunnels Open(TunnelSettings settings, Action<MeshEvent> tell, Action<string, string> happened)
    {
        var mesh = new CharonMesh(this, settings, tell, happened);
        lock (gate)
        {
            meshes[settings.Mesh] = mesh;
            running ??= Task.Run(RunAsync);
        }
        return mesh;
    }

    /// <summary>What is still to be said to charon is said, if that is quick.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, true))
            return;
        if (running is not null)
        {
            var last = new TaskCompletionSource();
            Post(_ =>
            {
                last.TrySetResult();
                return Task.CompletedTask;
            });
            last.Task.Wait(TimeSpan.FromSeconds(2));
            ending.Cancel();
            // It never fails, and nothing in it waits on: see Stopping.
            running.Wait();
        }
        timer.Dispose();
        ending.Dispose();
    }

    /// <summary>Done on the loop; without a connection while charon is away.</summary>
    internal void Post(Func<ViciConnection?, Task> step) => work.Writer.TryWrite(step);

    internal void Forget(CharonMesh mesh)
    {
        lock (gate)
        {
            if (meshes.GetValueOrDefault(mesh.Name) == mesh)
                meshes.Remove(mesh.Name);
        }
    }

    /// <summary>After anything that may have changed when somebody's patience ends.</summary>
    internal void Arm()
    {
        TimeSpan? next = null;
        foreach (var mesh in Meshes())
        {
            if (mesh.NextDeadline is { } deadline && (next is null || deadline < next))
                next = deadline;
        }
        timer.Change(next is { } at ? (at > Now ? at - Now : TimeSpan.Zero) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private CharonMesh[] Meshes()
    {
        lock (gate)
            return [.. meshes.Values];
    }

    private CharonMesh? Find(string mesh)
    {
        lock (gate)
            return meshes.GetValueOrDefault(mesh);
    }

    /// <summary>
    /// Never fails. Whatever goes wrong with a connection is the end of it, and the next one begins with what charon has.
    /// </summary>
    private async Task RunAsync()
    {
        var pause = ShortestPause;
        while (!Stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await ViciConnection.ConnectAsync(path, Receive, Stopping);
                await BeginAsync(connection);
                pause = ShortestPause;
                await WorkAsync(connection, connection.Ended);
                Volatile.Write(ref trouble, await connection.Ended);
            }
            catch (Exception exception) when (!Stopping.IsCancellationRequested)
            {
                Volatile.Write(ref trouble, exception.Message);
                if (exception is not IOException)
                {
                    Report(exception);
                    pause = Pause;
                }
            }
            catch (Exception)
            {
                // It is ended here: whatever came of that is nobody's trouble.
                return;
            }
            await WaitAsync(pause);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Until the next attempt; what is asked for meanwhile is done without charon.</summary>
    private async Task WaitAsync(TimeSpan pause)
    {
        var next = Task.Delay(pause, time, Stopping);
        do
        {
            try
            {
                foreach (var mesh in Meshes())
                    mesh.Disconnected();
                await WorkAsync(null, next);
            }
            catch (Exception exception)
            {
                if (Stopping.IsCancellationRequested)
                    return;
                Report(exception);
            }
        }
        while (!next.IsCompleted);
    }

    internal void Report(Exception exception)
    {
        if (reported == exception.Message)
            return;
        reported = exception.Message;
        report(exception);
    }

    /// <summary>Events first, so that nothing falls between the look and them.</summary>
    private async Task BeginAsync(ViciConnection connection)
    {
        foreach (var name in Events)
            await connection.RegisterAsync(name, Stopping);
        var known = await ListAsync(connection);
        Volatile.Write(ref trouble, null);
        await ForgetStrangersAsync(connection);
        foreach (var mesh in Meshes())
            await mesh.ConnectedAsync(connection, known, Stopping);
    }

    internal async Task<List<(string Mesh, Association Association)>> ListAsync(ViciConnection connection) =>
        [.. (await AssociationsAsync(connection)).SelectMany(CharonEvents.Associations)];

    /// <summary>Somebody at that address negotiates with us.</summary>
    internal async Task<bool> IsBegunAsync(ViciConnection connection, IPAddress nbma) =>
        (await AssociationsAsync(connection)).Exists(association => CharonEvents.IsBegunBy(association, nbma));

    private async Task<List<ViciSection>> AssociationsAsync(ViciConnection connection)
    {
        var found = new List<ViciSection>();
        listing = found;
        await connection.RegisterAsync("list-sa", Stopping);
        await connection.RequestAsync("list-sas", new ViciSection(), Stopping);
        await connection.UnregisterAsync("list-sa", Stopping);
        listing = null;
        return found;
    }

    /// <summary>Connections of meshes that are gone, which a daemon before this one left.</summary>
    private async Task ForgetStrangersAsync(ViciConnection connection)
    {
        var names = Meshes().Select(mesh => mesh.Name).ToList();
        var loaded = await connection.RequestAsync("get-conns", new ViciSection(), Stopping);
        foreach (var name in loaded.List("conns").Where(CharonSections.IsOurs))
        {
            if (!CharonSections.TryParseName(name, names, out _, out _))
                await connection.RequestAsync("unload-conn", CharonSections.Unload(name), Stopping);
        }
    }

    /// <summary>Does what is to be done, what came before its end too, until <paramref name="until"/> is over.</summary>
    private async Task WorkAsync(ViciConnection? connection, Task until)
    {
        _ = until.ContinueWith(_ => work.Writer.TryWrite(null), TaskScheduler.Default);
        while (true)
        {
            var step = await work.Reader.ReadAsync(Stopping);
            if (step is not null)
                await step(connection);
            else if (until.IsCompleted)
                return;
        }
    }

    /// <summary>On the connection's thread: order is kept by handing it to the loop.</summary>
    private void Receive(string name, ViciSection content)
    {
        switch (name)
        {
            case "list-sa":
                listing?.Add(content);
                break;
            case "log":
                Read(content);
                break;
            case "child-updown" when !CharonEvents.IsUp(content):
                foreach (var (id, ike) in CharonEvents.Ended(content))
                {
                    var reason = endings.GetValueOrDefault(ike, "it was ended here");
                    Post(connection => DownAsync(connection, id, reason));
                }
                break;
            default:
                Post(connection => TakeAsync(connection, name, content));
                break;
        }
    }

    private void Read(ViciSection line)
    {
        var text = line.Text("msg") ?? "";
        if (CharonLog.Ending(text) is { } ending && uint.TryParse(line.Text("ikesa-uniqueid"), out var ike))
        {
            if (endings.Count >= MostEndings)
                endings.Clear();
            endings[ike] = ending;
        }
        if (CharonLog.Failure(text) is { } failure)
            Post(connection => FailedAsync(connection, line.Text("ikesa-name") ?? "", failure));
    }

    private async Task DownAsync(ViciConnection? connection, uint id, string reason)
    {
        foreach (var mesh in Meshes())
            await CarryAsync(mesh, connection, keeper => keeper.Down(id, reason));
    }

    private async Task TakeAsync(ViciConnection? connection, string name, ViciSection content)
    {
        switch (name)
        {
            case "child-updown":
                foreach (var (mesh, association) in CharonEvents.Associations(content))
                    await CarryAsync(Find(mesh), connection, keeper => keeper.Up(association, Now));
                break;
            case "child-rekey":
                foreach (var (mesh, before, after) in CharonEvents.Rekeyed(content))
                    Find(mesh)?.Change(keeper => keeper.Rekeyed(before, after));
                break;
            case "ike-rekey":
                foreach (var (before, after) in CharonEvents.NegotiationsRekeyed(content))
                {
                    foreach (var mesh in Meshes())
                        mesh.Change(keeper => keeper.NegotiationRekeyed(before, after));
                }
                break;
        }
    }

    private async Task FailedAsync(ViciConnection? connection, string name, string failure)
    {
        if (CharonSections.TryParseName(name, Meshes().Select(mesh => mesh.Name), out var mesh, out var nbma) && Find(mesh) is { } found)
            await found.FailedAsync(connection, nbma, failure);
        else
        {
            foreach (var each in Meshes())
                await each.FailedAsync(connection, null, failure);
        }
    }

    private async Task ElapseAsync(ViciConnection? connection)
    {
        foreach (var mesh in Meshes())
            await CarryAsync(mesh, connection, keeper => keeper.Elapse(Now));
    }

    private Task CarryAsync(CharonMesh? mesh, ViciConnection? connection, Func<TunnelKeeper, List<TunnelEffect>> step) =>
        mesh is null ? Task.CompletedTask : mesh.CarryAsync(connection, step, Stopping);
}
