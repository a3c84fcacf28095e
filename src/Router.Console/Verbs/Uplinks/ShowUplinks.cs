using System.Globalization;
using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Uplinks;

internal static class ShowUplinks
{
    public static readonly Command Verb = Show.Verb<Response.Uplinks>(
        "uplinks", "lines to the outside: which are good and taken, since when and why", new Request.ShowUplinks(), Render);

    private static IEnumerable<string> Render(Response.Uplinks uplinks, Paint paint) => uplinks.Items.Count == 0
        ? ["there are no uplinks: routing uplinks names them"]
        : Table.Format(
            paint,
            ["UPLINK", "INTERFACE", "STATE", "TAKEN", "SINCE", "GATEWAY", "LOSS", "DELAY", "WHY"],
            [.. uplinks.Items.Select(uplink => (IReadOnlyList<string>)
            [
                uplink.Name,
                uplink.Device is null || uplink.Device == uplink.Interface ? uplink.Interface : $"{uplink.Interface} ({uplink.Device})",
                uplink.State,
                uplink.Taken ? uplink.LastResort ? "yes (none is good)" : "yes" : "no",
                uplink.Since?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "",
                string.Join(", ", uplink.Gateways.Select(gateway => gateway.Length == 0 ? "(link)" : gateway)),
                uplink.Probes.Count == 0 ? "" : $"{uplink.Probes.Min(probe => probe.LossPercent)} %",
                uplink.Probes.Min(probe => probe.DelayMilliseconds) is { } delay
                    ? string.Create(CultureInfo.InvariantCulture, $"{delay:0.0} ms")
                    : "",
                uplink.Why,
            ])]);
}
