using System.Globalization;
using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Router.Core.Edges;
using Router.Core.Mappings;
using Router.Core.Shapes;
using Router.Core.State;
using Router.Core.Values;
using Router.Daemon.Edges;
using Router.Daemon.Edges.Mappings;
using Router.Daemon.Engine;
using Router.Documents;
using Router.Features.Composition;
using Router.Features.Mappings.Build;
using Router.Wire.Mappings;
using Router.Wire.Upnp;

namespace Router.Daemon.Mappings;

/// <summary>
/// Hears hosts that ask for ports of the outer address, and tells the kernel, without a commit. One loop owns all of it; sockets only hand
/// over what they heard, up to a bound. When the daemon ends all stays as it is, and the next one goes on from there.
/// </summary>
internal sealed class MappingService(
    IMappingKernel kernel, ConfigurationEngine engine, Device device, EventHub hub, MappingFile file, Machine machine, TimeProvider time,
    ILogger<MappingService> log)
    : BackgroundService
{
    private const int MostWaiting = 128;

    /// <summary>Whatever the kernel did not tell is seen then.</summary>
    private static readonly TimeSpan LooksAgain = TimeSpan.FromSeconds(10);

    private readonly Mapper mapper = new(kernel);
    private readonly HostBudget budget = new();
    private readonly HostPorts ports = new();
    private readonly MappingNews news = new();
    private readonly Channel<Action> inbox = Channel.CreateBounded<Action>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait });
    private readonly Looks looks = new();
    private MappingSettings? settings;
    private MappingReport report = MappingReport.Nothing;
    private SsdpText? discovery;
    private IReadOnlyList<string> troubles = [];
    private TimeSpan looked;
    private int saved = -1;
    private bool watching, applied, committed = true;

    /// <summary>Since the machine started: the same clock for every process of a boot.</summary>
    public TimeSpan Now => time.GetElapsedTime(0);

    public MappingReport Report => Volatile.Read(ref report);

    /// <summary>The state with the mappings of now among its rules, to try them.</summary>
    public DesiredState Within(DesiredState desired) => Report is { Place: { } place } now
        ? desired with { Ruleset = MappingRuleset.Within(desired.Ruleset, place, now.Mappings) }
        : desired;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (file.Read() is { } left && MappingState.Parse(left) is { } state)
            mapper.Restore(state);
        var following = new Loop("mapping commits", hub, time, log).KeepAsync(FollowAsync, stoppingToken);
        try
        {
            await engine.NetworkReady.WaitAsync(stoppingToken);
            await new Loop("mappings", hub, time, log).KeepAsync(RunAsync, stoppingToken);
        }
        finally
        {
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            SayGoodbye();
            ports.Dispose();
            kernel.Dispose();
        }
    }

    private Task FollowAsync(CancellationToken stopping) => looks.FollowAsync(
        hub,
        happened =>
        {
            if (happened.Subject is not ("commit" or "boot" or "ports" or "drift"))
                return false;
            Volatile.Write(ref committed, true);
            return true;
        },
        stopping);

    private async Task RunAsync(CancellationToken stopping)
    {
        looks.Look();
        while (true)
        {
            if (looks.TryTake() || (settings is not null && Now - looked >= LooksAgain))
                await LookAsync(stopping);
            while (inbox.Reader.TryRead(out var work))
                work();
            mapper.Expire(Now);
            Announce();
            Save();
            await looks.WaitAsync(inbox.Reader, Pause(), time, stopping);
        }
    }

    /// <summary>Until something is due; nothing is where nobody may ask.</summary>
    private TimeSpan Pause()
    {
        if (settings is null)
            return Timeout.InfiniteTimeSpan;
        var due = ((TimeSpan?[])[mapper.Due, news.Due, looked + LooksAgain]).Min()!.Value;
        return due > Now ? due - Now : TimeSpan.Zero;
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        looked = Now;
        var again = Volatile.Read(ref committed);
        Volatile.Write(ref committed, false);
        var config = engine.Running.Content.Config;
        settings = config.Services.Mappings is null
            ? null
            : PortMappings.Of(config, (await device.TopologyAsync(config, stopping)).Topology);
        if (settings is null)
        {
            // A router that never had mappings is not bothered; one that has none any longer is cleared once.
            if (!applied)
            {
                SayGoodbye();
                ports.Dispose();
                mapper.Clear(Now);
                applied = mapper.Trouble is null;
            }
            return;
        }
        applied = false;
        if (!watching)
        {
            kernel.Watch(looks.Look);
            watching = true;
        }
        Meet(settings, again);
    }

    private void Meet(MappingSettings now, bool again)
    {
        var addresses = kernel.Look([.. now.Inside.Append(now.Uplink ?? "").Distinct()]);
        var inside = now.Inside.SelectMany(link => addresses.GetValueOrDefault(link, []).Select(address => (Link: link, Address: address)))
            .ToList();
        var outer = addresses.GetValueOrDefault(now.Uplink ?? "", []);
        ValueList<AddressRange> near = [.. inside.Select(one => NetworkScalars.FromPrefix(one.Address.Network))];
        var rules = now.Rules with
        {
            Hosts = now.Rules.Hosts.Count > 0 ? now.Rules.Hosts : near,
            Own = [.. addresses.Values.SelectMany(list => list).Select(address => address.Address).Distinct()],
        };
        var place = outer.Count > 0 && now.Uplink is { } uplink ? new MappingPlace(outer[0].Address, uplink, now.Inside) : null;
        if (mapper.Change(rules, place, Now, again))
            news.Begin(Now);
        discovery = new SsdpText(
            new IgdDescription(machine.Salt("internet gateway") + machine.Salt("internet gateway device"), $"Router {now.Name}"),
            (uint)(Now - TimeSpan.FromSeconds(mapper.Epoch(Now))).TotalSeconds + 1);
        var failed = ports.Keep(Places(now, inside), Open);
        foreach (var trouble in failed.Concat(mapper.Trouble is { } refused ? [refused] : []).Except(troubles).ToList())
            log.MappingsTroubled(trouble);
        troubles = [.. failed, .. mapper.Trouble is { } last ? [last] : (string[])[]];
    }

    private static List<PortPlace> Places(MappingSettings now, List<(string Link, InterfaceAddress Address)> inside)
    {
        List<PortPlace> places = [];
        foreach (var (link, address) in inside)
        {
            if (now.Pcp)
                places.Add(new(link, address.Address, MappingPorts.Pcp, PortKind.Control));
            if (!now.Upnp)
                continue;
            places.Add(new(link, address.Address, MappingPorts.Discovery, PortKind.Search));
            places.Add(new(link, address.Address, MappingPorts.Control, PortKind.Pages));
            if (!places.Exists(place => place.Link == link && place.Kind == PortKind.SearchGroup))
                places.Add(new(link, address.Address, MappingPorts.Discovery, PortKind.SearchGroup));
        }
        return places;
    }

    private IDisposable Open(PortPlace place)
    {
        var local = new IPEndPoint(place.Address, place.Port);
        return place.Kind switch
        {
            PortKind.Control => DatagramPort.Open(place.Link, local, member: null, HearControl),
            PortKind.Pages => PagePort.Open(place.Link, local, AnswerAsync),
            PortKind.Search => DatagramPort.Open(
                place.Link, local, member: null, (port, bytes, from) => HearSearch(port, bytes, from, local.Address)),
            _ => DatagramPort.Open(
                place.Link, new IPEndPoint(IPAddress.Parse(SsdpText.Group), place.Port), place.Address,
                (_, bytes, from) => HearSearch(null, bytes, from, local.Address)),
        };
    }

    private void HearControl(DatagramPort port, byte[] bytes, IPEndPoint from) => inbox.Writer.TryWrite(() =>
    {
        if (!budget.Take(from.Address, Now) || new PortControl(mapper).Answer(bytes, from.Address, Now) is not { } answer)
            return;
        Save();
        port.Send(answer, from);
    });

    private void HearSearch(DatagramPort? port, byte[] bytes, IPEndPoint from, IPAddress local) => inbox.Writer.TryWrite(() =>
    {
        if (!budget.Take(from.Address, Now) || !mapper.Rules.MayAsk(from.Address) || SsdpText.Searched(bytes) is not { } target)
            return;
        // Answers to what was sent to everybody come from an address as well.
        var sender = port ?? ports.Places.Where(place => place.Kind == PortKind.Search && place.Address.Equals(local))
            .Select(ports.Datagrams).FirstOrDefault();
        foreach (var answer in discovery?.Answers(target, AddressOf(local)) ?? [])
            sender?.Send(answer, from);
    });

    private async Task<Page> AnswerAsync(HttpHead head, byte[] body, IPAddress from)
    {
        var answered = new TaskCompletionSource<Page>(TaskCreationOptions.RunContinuationsAsynchronously);
        return inbox.Writer.TryWrite(() => answered.TrySetResult(Answer(head, body, from)))
            ? await answered.Task
            : Page.Empty(503, "Service Unavailable");
    }

    private Page Answer(HttpHead head, byte[] body, IPAddress from)
    {
        if (!budget.Take(from, Now))
            return Page.Empty(503, "Service Unavailable");
        if (discovery is null || !GatewayPages.IsForAddress(head) || !mapper.Rules.MayAsk(from))
            return Page.Empty(403, "Forbidden");
        if (GatewayPages.Description(head, discovery.Description) is { } description)
            return new Page(200, "OK", description);
        if (head.Method is not ("GET" or "POST"))
            return Page.Empty(501, "Not Implemented");
        if (GatewayPages.Call(head, body) is not { } call)
            return Page.Empty(head.Method == "GET" ? 404 : 400, head.Method == "GET" ? "Not Found" : "Bad Request");
        var error = new GatewayControl(mapper).Answer(call.Service, call.Call, from, Now, out var values);
        Save();
        if (error != UpnpError.None)
            return new Page(500, "Internal Server Error", SoapText.Failure(error));
        var names = call.Service.Actions.First(action => action.Name == call.Call.Action).Arguments.Where(argument => argument.IsOut);
        return new Page(200, "OK", SoapText.Answer(call.Type, call.Call.Action, names.Select(one => one.Name).Zip(values)));
    }

    /// <summary>Everybody is told that mappings or the address are not what they were, and of the gateway device now and then.</summary>
    private void Announce()
    {
        if (settings is not { } now)
            return;
        if (news.TakeChange(Now) && now.Pcp)
        {
            var everybody = new IPEndPoint(IPAddress.Parse("224.0.0.1"), MappingPorts.PcpClients);
            foreach (var place in ports.Places.Where(place => place.Kind == PortKind.Control).ToList())
            {
                ports.Datagrams(place)?.Send(PcpResponse.Announce(mapper.Epoch(Now)), everybody);
                if (mapper.Address is { } address)
                    ports.Datagrams(place)?.Send(
                        NatPmpResponse.Address(NatPmpResult.Success, mapper.Epoch(Now), address), everybody);
            }
        }
        if (news.TakeNotice(Now))
            Notify(alive: true);
    }

    private void SayGoodbye() => Notify(alive: false);

    private void Notify(bool alive)
    {
        var everybody = new IPEndPoint(IPAddress.Parse(SsdpText.Group), SsdpText.Port);
        foreach (var place in ports.Places.Where(place => place.Kind == PortKind.Search).ToList())
        {
            foreach (var notice in discovery?.Notices(AddressOf(place.Address), alive) ?? [])
                ports.Datagrams(place)?.Send(notice, everybody);
        }
    }

    private static string AddressOf(IPAddress local) => string.Create(CultureInfo.InvariantCulture, $"{local}:{MappingPorts.Control}");

    /// <summary>Before a host is told of its mapping, the next daemon would know of it.</summary>
    private void Save()
    {
        var now = mapper.Changes;
        if (now != saved)
        {
            Tell();
            file.Write(settings is null ? "" : mapper.State.ToJson());
        }
        saved = now;
        var place = mapper.Place;
        if (!ReferenceEquals(report.Place, place) || report.Changes != now || report.IsOn != (settings is not null))
            Volatile.Write(ref report, new MappingReport(settings is not null, place, [.. mapper.All], now));
    }

    /// <summary>What came and what went since the last time.</summary>
    private void Tell()
    {
        var (before, after) = (report.Mappings.Select(one => one.Key).ToHashSet(), mapper.All.Select(one => one.Key).ToHashSet());
        foreach (var mapping in mapper.All.Where(one => !before.Contains(one.Key)))
            log.MappingHappened($"{Name(mapping)} leads to {mapping.Host}:{mapping.InternalPort}, asked for by {mapping.Origin}");
        foreach (var mapping in report.Mappings.Where(one => !after.Contains(one.Key)))
            log.MappingHappened($"{Name(mapping)} of {mapping.Host} is over");
    }

    private static string Name(PortMapping mapping) => $"{mapping.Protocol}".ToLowerInvariant() + $"/{mapping.ExternalPort}";
}
