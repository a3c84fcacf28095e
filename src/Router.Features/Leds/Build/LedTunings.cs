using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Leds.Build;

/// <summary>Lamps, as the kernel is to have them.</summary>
internal static class LedTunings
{
    public static IEnumerable<KeyValuePair<TuningKey, DesiredTuning>> Of(RouterConfig config, Topology topology)
    {
        foreach (var (name, led) in config.System.Leds)
        {
            if (Value(led, topology) is { } value)
                yield return new(new TuningKey(TuningKind.Led, name), new DesiredTuning(value));
        }
    }

    /// <summary>Null: its interface has no port here.</summary>
    private static string? Value(LedConfig led, Topology topology)
    {
        if (led.Trigger != LedTrigger.Netdev)
            return LedShape.Kernel(led.Trigger);
        var modes = Enum.GetValues<LedMode>().Where(mode => led.Mode.Count == 0 || led.Mode.Contains(mode));
        return topology.Link(led.Interface!)?.Link is { } link
            ? string.Join(' ', [LedShape.Kernel(led.Trigger), link, .. modes.Select(mode => mode.ToString().ToLowerInvariant())])
            : null;
    }
}
