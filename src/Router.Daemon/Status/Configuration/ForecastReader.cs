using Router.Api.Contract;
using Router.Core.Forecasts;
using Router.Core.Plans;
using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Daemon.Status.Flows;
using Router.Features.Configuration;
using Router.Linux.Edges.Netlink;

namespace Router.Daemon.Status.Configuration;

/// <summary>What a commit would do, without doing it: all its checks, its steps, and the sessions that it ends.</summary>
internal sealed class ForecastReader(ConfigurationEngine engine, Device device)
{
    private const int Shown = 1000;

    /// <exception cref="InvalidDocumentException">It would be refused.</exception>
    /// <exception cref="Core.Edges.ApplyException">The kernel cannot be asked.</exception>
    public Task<Response.Forecast> ReadAsync(ConfigReading reading, KeptValues restored) => engine.BetweenCommitsAsync(async stopping =>
    {
        var content = await CheckedDocuments.CheckAsync(reading, restored, device, stopping);
        var desired = await CheckedDocuments.BuildAsync(content, device, stopping);
        var (plan, observed) = await device.PlanAsync(desired, stopping);
        using var ways = new WayFinder(observed.Links.Values);
        var (lost, kept) = Disruption.Of(SessionTable.ReadEstablished(), plan, device.Intent, desired, observed, ways.Find);
        return new Response.Forecast(
            [.. plan.Select(PlanText.Line)], lost.Count, [.. lost.Take(Shown).Select(Status)], kept, content.Advice);
    });

    private static LostSessionStatus Status(LostSession lost)
    {
        var session = lost.Session;
        return new(
            lost.Kind, SessionList.Protocol(session.Protocol), $"{session.Source}",
            session.SourcePort, $"{session.Destination}", session.DestinationPort, lost.Reason);
    }
}
