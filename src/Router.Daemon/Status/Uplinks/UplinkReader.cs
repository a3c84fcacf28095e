using Router.Api.Contract;
using Router.Core.Uplinks;
using Router.Daemon.Uplinks;

namespace Router.Daemon.Status.Uplinks;

/// <summary>What the service that watches the uplinks knows of them.</summary>
internal sealed class UplinkReader(UplinkService service, TimeProvider time) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowUplinks>((_, _) => Read())];

    private Response.Uplinks Read()
    {
        var (now, clock) = (service.Now, time.GetLocalNow());
        return new Response.Uplinks([.. service.Reports.Select(report => Status(report, since => clock - (now - since)))]);
    }

    private static UplinkStatus Status(UplinkReport report, Func<TimeSpan, DateTimeOffset> at) => report.Settings is not { } settings
        ? new UplinkStatus(report.Name, report.Interface, null, "waiting", null, $"{report.Interface} is not there", Taken: false)
        : new UplinkStatus(
            report.Name, report.Interface, settings.Link, report.IsGood ? "good" : "down", at(report.Since), report.Why, report.Taken)
        {
            LastResort = report is { Taken: true, IsGood: false },
            Priority = settings.Priority,
            Weight = settings.Weight,
            Gateways = [.. ((UplinkGateway?[])[report.Path.IPv4, report.Path.IPv6]).OfType<UplinkGateway>().Select(g => $"{g.Address}")],
            Probes =
            [
                .. report.Quality.Select(probe => new UplinkProbeStatus(
                    $"{probe.Target}", probe.Loss, probe.Delay is { } delay ? Math.Round(delay.TotalMilliseconds, 1) : null)),
            ],
        };
}
