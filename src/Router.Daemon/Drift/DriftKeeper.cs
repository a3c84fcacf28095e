using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Router.Core.Edges;
using Router.Core.State;
using Router.Daemon.Engine;
using Router.Daemon.Tunnels;
using Router.Features.Interfaces.Build;
using Router.Features.SystemSettings;

namespace Router.Daemon.Drift;

/// <summary>
/// Hears what changes on the device and compares it with what was applied, between commits, so that what the daemon itself does is
/// never drift. Ports that come or go are, and addresses that tunnels follow: then the configuration means something else, and that is
/// applied.
/// </summary>
internal sealed class DriftKeeper(
    ConfigurationEngine engine, Device device, INetworkState state, Func<IDeviceWatch> open,
    EventHub events, TimeProvider time, ILogger<DriftKeeper> log)
{
    /// <summary>What belongs together comes at once: it is told and healed together.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(50);

    private readonly HealBudget budget = new(time);
    private readonly Loop loop = new("drift", events, time, log);
    private readonly Backoff again = new();
    private volatile DriftReport report = DriftReport.None;
    private volatile string? blind;
    private string? lookFailure;

    /// <summary>What a look that failed was to do, and the next one still has to.</summary>
    private bool owesPorts;
    private string? owesTampered;
    private readonly HashSet<int> owesShaken = [];
    private IReadOnlyList<string> waitedBefore = [];

    public DriftReport Report => blind is { } why && report is var seen ? seen with { Items = [why, .. seen.Items] } : report;

    /// <summary>What cannot be yet, which is no drift.</summary>
    public IReadOnlyList<string> Waiting => [.. device.Waiting.Select(waits => $"{waits}")];

    /// <summary>The router routes without being watched; to end for that would be worse.</summary>
    public Task RunAsync(CancellationToken stopping) => loop.KeepAsync(
        async token =>
        {
            try
            {
                using var watch = open();
                await RunAsync(watch, token);
            }
            catch (Exception exception) when (!token.IsCancellationRequested)
            {
                blind = $"changes by others are not seen: {exception.Message}";
                throw;
            }
        },
        stopping);

    private async Task RunAsync(IDeviceWatch watch, CancellationToken stopping)
    {
        var narrator = new LinkNarrator(await state.ReadLinksAsync(counters: false, stopping));
        var inbox = Channel.CreateUnbounded<DeviceNotice?>(new UnboundedChannelOptions { SingleReader = true });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task[] sources = [ForwardAsync(watch, inbox.Writer, ending.Token), ForwardCommitsAsync(inbox.Writer, ending.Token)];
        // A port may have come or gone while nobody looked.
        owesPorts |= blind is not null;
        blind = null;
        try
        {
            while (await inbox.Reader.WaitToReadAsync(stopping))
            {
                var (look, ports, tampered, shaken) = (false, false, (string?)null, new HashSet<int>());
                do
                {
                    while (inbox.Reader.TryRead(out var notice))
                    {
                        Narrate(narrator, notice);
                        look |= notice is not DeviceNotice.Firewall { Sealed: true };
                        if (Shaken(notice) is { } index)
                            shaken.Add(index);
                        ports |= notice is DeviceNotice.Link or DeviceNotice.Lost or DeviceNotice.Renamed
                            || (notice is DeviceNotice.Address && TunnelFollowing.Addresses(engine.Running.Content.Config));
                        if (notice is DeviceNotice.Firewall { Sealed: false } firewall)
                            tampered = firewall.By;
                    }
                    await Task.Delay(Together, time, stopping);
                }
                while (inbox.Reader.TryPeek(out _));
                if (!look)
                    continue;
                if (await engine.BetweenCommitsAsync(token => LookAsync(watch, ports, tampered, shaken, token)))
                    Seen();
                else
                    _ = LookAgainAsync(inbox.Writer, again.Next(), ending.Token);
            }
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(sources).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The index of a link that was down or lost an address: routes by it may have gone along.</summary>
    private static int? Shaken(DeviceNotice? notice) => notice switch
    {
        DeviceNotice.Link { Up: false } or DeviceNotice.Link { Gone: true } => ((DeviceNotice.Link)notice).Index,
        DeviceNotice.Address { Gone: true } address => address.LinkIndex,
        _ => null,
    };

    private static async Task ForwardAsync(IDeviceWatch watch, ChannelWriter<DeviceNotice?> inbox, CancellationToken stopping)
    {
        try
        {
            await foreach (var notice in watch.ReadAsync(stopping))
                inbox.TryWrite(notice);
            inbox.TryComplete(new ApplyException("watch the device", 0, "its notices ended"));
        }
        catch (Exception exception)
        {
            inbox.TryComplete(exception);
        }
    }

    private async Task LookAgainAsync(ChannelWriter<DeviceNotice?> inbox, TimeSpan pause, CancellationToken stopping)
    {
        await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        inbox.TryWrite(null);
    }

    private void Seen()
    {
        loop.Recovered();
        again.Reset();
        lookFailure = null;
    }

    /// <summary>After a boot or a commit other files are followed.</summary>
    private async Task ForwardCommitsAsync(ChannelWriter<DeviceNotice?> inbox, CancellationToken stopping)
    {
        inbox.TryWrite(null);
        await foreach (var happened in events.Listen(stopping))
        {
            if (happened.Subject is "boot" or "commit")
                inbox.TryWrite(null);
            else if (happened.Subject == TunnelNames.Subject)
                inbox.TryWrite(new DeviceNotice.Renamed());
        }
    }

    private void Narrate(LinkNarrator narrator, DeviceNotice? notice)
    {
        if (notice is not null && narrator.Tell(notice) is var (subject, text))
            events.Publish(subject, text);
    }

    private async Task<bool> LookAsync(IDeviceWatch watch, bool ports, string? tampered, HashSet<int> shaken, CancellationToken stopping)
    {
        if (tampered is not null)
            events.Publish("drift", $"the firewall was changed by {tampered}");
        (owesPorts, owesTampered) = (owesPorts || ports, tampered ?? owesTampered);
        owesShaken.UnionWith(shaken);
        try
        {
            if (owesTampered is not null)
                await watch.BreakSealAsync(stopping);
            owesTampered = null;
            if (owesPorts)
                await TakePortsAsync(stopping);
            owesPorts = false;
            if (device.Intent is { } intent)
                await CompareAsync(watch, intent, stopping);
            owesShaken.Clear();
            return true;
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            if (lookFailure == exception.Message)
                return false;
            lookFailure = exception.Message;
            log.DriftFailed(exception.Message);
            events.Publish("drift", $"cannot be looked at or healed: {exception.Message}");
            return false;
        }
    }

    private async Task TakePortsAsync(CancellationToken stopping)
    {
        if (device.Intent is null || await device.WithPortsOfNowAsync(engine.Running.Content, stopping) is not { } now)
            return;
        var text = string.Join(", ", LinkDifference.Of(device.Intent.Links, now.Links));
        var steps = await SettleAsync(stopping);
        events.Publish("ports", $"{text}: the configuration is applied to what is there, {steps} steps");
        log.PortsChanged(text, steps);
    }

    /// <summary>As far as it goes: what cannot be is told and tried again, and keeps nothing else from being as configured.</summary>
    private async Task<int> SettleAsync(CancellationToken stopping)
    {
        var content = engine.Running.Content;
        return (await device.SettleNetworkAsync(content, stopping)).Count + (await device.SettleServicesAsync(content, stopping)).Count;
    }

    private async Task CompareAsync(IDeviceWatch watch, DesiredState intent, CancellationToken stopping)
    {
        var running = engine.Running.Content.Config;
        watch.Follow(
            [.. intent.Services.SelectMany(s => s.Files).Select(f => f.Path), .. device.SetFilePlaces(running)],
            [.. intent.Services.Where(s => s.Running).Select(s => s.Name)]);
        var look = await device.LookAsync(intent, owesShaken, stopping);
        foreach (var route in look.Put)
            events.Publish("route", $"{route} can be now, and is there");
        foreach (var reason in look.Refused)
            events.Publish("route", $"cannot be yet: {reason}");
        var found = DriftText.Of(look.Steps);
        var waiting = Waiting;
        foreach (var waits in waiting.Except(waitedBefore))
            events.Publish("route", waits);
        waitedBefore = waiting;
        var stale = device.StaleSetFiles(running);
        Tell([.. found, .. stale]);
        var heals = running.System.Drift == DriftAction.Heal;
        if (found.Count == 0 || (!heals && !device.ClosesTheWayIn(intent, look.Steps)))
            return;
        if (!budget.TryTake())
        {
            events.Publish(
                "drift", $"was healed {HealBudget.Most} times in a minute and comes back: it is left until the next commit or change");
            return;
        }
        if (heals)
            await SettleAsync(stopping);
        else
            await device.OpenTheWayInAsync(intent, stopping);
        Tell([.. DriftText.Of(await device.DriftAsync(intent, stopping)), .. stale]);
    }

    private void Tell(IReadOnlyList<string> found)
    {
        var before = report.Items;
        report = new DriftReport(time.GetLocalNow(), found);
        foreach (var item in found.Except(before))
        {
            events.Publish(item.StartsWith("service ", StringComparison.Ordinal) ? "service" : "drift", item);
            log.Drifted(item);
        }
        foreach (var item in before.Except(found))
            events.Publish("drift", $"as configured again, no longer: {item}");
    }
}

/// <summary>What is not as it was applied. <paramref name="At"/> null: nobody has looked yet.</summary>
internal sealed record DriftReport(DateTimeOffset? At, IReadOnlyList<string> Items)
{
    public static readonly DriftReport None = new(null, []);
}
