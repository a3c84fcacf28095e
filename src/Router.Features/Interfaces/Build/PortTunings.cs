using System.Globalization;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Interfaces.Ethernet;

namespace Router.Features.Interfaces.Build;

/// <summary>
/// What ports are told: those of the interface itself, of a bridge and of a bond. Their packets are spread over all processors.
/// </summary>
internal static class PortTunings
{
    public static IEnumerable<KeyValuePair<TuningKey, DesiredTuning>> Of(RouterConfig config, Topology topology)
    {
        var steered = false;
        foreach (var (name, settings) in config.Interfaces)
        {
            foreach (var port in Ports(name, config, topology))
            {
                var steering = settings.Steering ?? true;
                steered |= steering;
                yield return new(
                    new TuningKey(TuningKind.Steering, port),
                    new DesiredTuning(steering ? TuningWords.On : TuningWords.Off, Optional: settings.Steering is null));
                foreach (var (word, value) in settings.Ethernet is { } ethernet ? Words(ethernet) : [])
                    yield return new(new TuningKey(TuningKind.Port, port, word), new DesiredTuning(value));
            }
        }
        if (steered)
            yield return new(new TuningKey(TuningKind.Steering, TuningWords.Flows), new DesiredTuning(TuningWords.On, Optional: true));
    }

    /// <summary>Of the machine: links that the document makes have no hardware.</summary>
    private static IEnumerable<string> Ports(string name, RouterConfig config, Topology topology) =>
        topology.Ports.TryGetValue(name, out var ports)
            ? ports.Where(port => !config.Interfaces.TryGetValue(port, out var made) || made.Kind != InterfaceKind.Virtual)
            : [];

    private static IEnumerable<(string Word, string Value)> Words(EthernetConfig config)
    {
        var full = config.Duplex != Duplex.Half;
        if (config.Speed is { } speed)
            yield return (
                TuningWords.Link, config.Autonegotiation == false ? TuningWords.Fixed(speed, full) : TuningWords.Negotiated(speed, full));
        else if (config.Autonegotiation == true)
            yield return (TuningWords.Link, TuningWords.Auto);
        if (config.Pause is { } pause)
            yield return (TuningWords.Pause, pause.ToString().ToLowerInvariant());
        if (config.Rings.Rx is { } rx)
            yield return (TuningWords.RingRx, rx.ToString(CultureInfo.InvariantCulture));
        if (config.Rings.Tx is { } tx)
            yield return (TuningWords.RingTx, tx.ToString(CultureInfo.InvariantCulture));
        foreach (var (offload, on) in config.Offloads)
            yield return (TuningWords.Offload + offload, on ? TuningWords.On : TuningWords.Off);
        if (config.Wake is { } wake)
            yield return (TuningWords.Wake, wake.ToString().ToLowerInvariant());
    }
}
