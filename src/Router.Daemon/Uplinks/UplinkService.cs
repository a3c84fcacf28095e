using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Router.Core.Edges;
using Router.Core.Uplinks;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Documents;
using Router.Features.Routing.Build;

namespace Router.Daemon.Uplinks;

/// <summary>
/// Watches the uplinks of the running configuration, chooses between them and tells the kernel, without a commit. One loop owns all of it;
/// when the daemon ends everything stays as it is, and the next one goes on from there.
/// </summary>
internal sealed class UplinkService(
    IUplinkKernel kernel, ConfigurationEngine engine, Device device, EventHub hub, UplinkFile file, TimeProvider time,
    ILogger<UplinkService> log)
    : BackgroundService
{
    /// <summary>Whatever the kernel did not tell is seen then.</summary>
    private static readonly TimeSpan LooksAgain = TimeSpan.FromSeconds(10);

    /// <summary>A packet that was under way when connections were forgotten may have made one again.</summary>
    private static readonly TimeSpan ForgetsAgain = TimeSpan.FromSeconds(1);

    private readonly UplinkMachine machine = new();
    private readonly UplinkNews news = new();
    private readonly HashSet<string> asked = [];
    private readonly Channel<(string Uplink, ProbeRound Round)> answers = Channel.CreateUnbounded<(string, ProbeRound)>();
    private readonly Looks looks = new();
    private readonly List<(TimeSpan At, UplinkSettings Uplink)> forgotten = [];
    private ValueList<UplinkReport> reports = [];
    private IReadOnlyList<(string Name, string Interface)> named = [];
    private UplinkState before = UplinkState.Nothing;
    private TimeSpan looked;
    private bool watching, applied;

    /// <summary>Since the machine started: the same clock for every process of a boot.</summary>
    public TimeSpan Now => time.GetElapsedTime(0);

    public ValueList<UplinkReport> Reports => Volatile.Read(ref reports);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        before = file.Read() is { } left ? UplinkState.Parse(left) : UplinkState.Nothing;
        machine.Restore(before);
        var following = new Loop("uplink commits", hub, time, log).KeepAsync(FollowAsync, stoppingToken);
        try
        {
            await engine.NetworkReady.WaitAsync(stoppingToken);
            await new Loop("uplinks", hub, time, log).KeepAsync(RunAsync, stoppingToken);
        }
        finally
        {
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            kernel.Dispose();
        }
    }

    private Task FollowAsync(CancellationToken stopping) =>
        looks.FollowAsync(hub, happened => happened.Subject is "commit" or "boot" or "ports", stopping);

    private async Task RunAsync(CancellationToken stopping)
    {
        looks.Look();
        while (true)
        {
            if (looks.TryTake() || (named.Count > 0 && Now - looked >= LooksAgain))
                await LookAsync(stopping);
            while (answers.Reader.TryRead(out var answer))
            {
                asked.Remove(answer.Uplink);
                machine.Meet(answer.Uplink, answer.Round, Now);
            }
            Decide();
            Ask(stopping);
            await looks.WaitAsync(answers.Reader, Pause(), time, stopping);
        }
    }

    /// <summary>Until something is due; nothing is without uplinks.</summary>
    private TimeSpan Pause()
    {
        if (named.Count == 0)
            return Timeout.InfiniteTimeSpan;
        var due = new[] { machine.Due(asked), looked + LooksAgain, forgotten.Count > 0 ? forgotten.Min(one => one.At) : null }.Min()!.Value;
        return due > Now ? due - Now : TimeSpan.Zero;
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        looked = Now;
        var config = engine.Running.Content.Config;
        var uplinks = config.Routing.Uplinks.Count == 0
            ? []
            : UplinkLines.Of(config, (await device.TopologyAsync(config, stopping)).Topology);
        if (uplinks.Count > 0 && !watching)
        {
            kernel.Watch(looks.Look);
            watching = true;
        }
        var paths = uplinks.Count == 0 ? new Dictionary<string, UplinkPath>() : kernel.Look([.. uplinks.Select(uplink => uplink.Link)]);
        machine.Meet(uplinks, uplink => paths[uplink.Link].With(uplink.Gateways), before.Uplinks, Now);
        before = UplinkState.Nothing;
        named = [.. config.Routing.Uplinks.Select(uplink => (uplink.Key, uplink.Value.Interface))];
    }

    private void Decide()
    {
        var left = machine.Decide(Now);
        // A router that never had uplinks is not bothered; one that has none any longer is cleared once.
        if (named.Count > 0 || !applied)
        {
            var refused = kernel.Apply(machine.Routes);
            foreach (var reason in news.Refused(refused))
                log.UplinksRefused(reason);
            applied = named.Count == 0;
        }
        foreach (var uplink in left)
        {
            kernel.Forget(UplinkLines.OutwardMark(uplink));
            forgotten.Add((Now + ForgetsAgain, uplink));
        }
        foreach (var (_, uplink) in forgotten.Where(one => one.At <= Now))
        {
            if (!machine.Choice.Usable.Contains(uplink.Name))
                kernel.Forget(UplinkLines.OutwardMark(uplink));
        }
        forgotten.RemoveAll(one => one.At <= Now);
        Tell();
        if (named.Count > 0)
            file.Write(machine.State.ToJson());
    }

    private void Tell()
    {
        foreach (var (uplink, what) in news.Of(machine))
        {
            if (uplink is null)
            {
                log.UplinksChosen(what);
                hub.Publish("uplinks", what);
            }
            else
            {
                log.UplinkHappened(uplink, what);
                hub.Publish($"uplink {uplink}", what);
            }
        }
        var judges = machine.Judges.ToDictionary(judge => judge.Settings.Name);
        Volatile.Write(ref reports, [.. named.Select(one => Report(one.Name, one.Interface, judges.GetValueOrDefault(one.Name)))]);
    }

    private UplinkReport Report(string name, string over, UplinkJudge? judge) => judge is null
        ? new UplinkReport(name, over, null)
        : new UplinkReport(name, over, judge.Settings)
        {
            Path = judge.Path,
            IsGood = judge.IsGood,
            Since = judge.Since,
            Why = judge.Why,
            Taken = machine.Choice.IPv4.Contains(name) || machine.Choice.IPv6.Contains(name),
            Quality = [.. judge.Quality],
        };

    private void Ask(CancellationToken stopping)
    {
        var now = Now;
        foreach (var judge in machine.Judges.Where(judge => judge.IsProbed && judge.NextRound <= now && asked.Add(judge.Settings.Name)))
            _ = AskAsync(judge.Settings, now, stopping);
    }

    private async Task AskAsync(UplinkSettings uplink, TimeSpan now, CancellationToken stopping)
    {
        // A socket that cannot be made is on the thread that asks for it.
        await Task.Yield();
        var delays = await Task.WhenAll(uplink.Probes.Select(target => AskAsync(uplink, target, stopping)));
        var round = new ProbeRound(now, [.. uplink.Probes.Zip(delays, (target, delay) => new ProbeAnswer(target, delay))]);
        answers.Writer.TryWrite((uplink.Name, round));
    }

    private async Task<TimeSpan?> AskAsync(UplinkSettings uplink, ProbeTarget target, CancellationToken stopping)
    {
        try
        {
            return await kernel.ProbeAsync(target, uplink.Link, UplinkLines.LineMark(uplink), uplink.Patience, stopping);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LoopTroubled(exception, $"probe of uplink {uplink.Name}", uplink.Interval.TotalSeconds);
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
