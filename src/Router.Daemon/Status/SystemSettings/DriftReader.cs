using Router.Api.Contract;
using Router.Daemon.Drift;
using Router.Daemon.Engine;
using Router.Features.SystemSettings;

namespace Router.Daemon.Status.SystemSettings;

/// <summary>What is not as the last commit left it.</summary>
internal sealed class DriftReader(ConfigurationEngine engine, DriftKeeper drift) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowDrift>((_, _) => Read())];

    private Response.Drift Read()
    {
        var report = drift.Report;
        return new Response.Drift(engine.Running.Content.Config.System.Drift == DriftAction.Heal, report.At, report.Items)
        {
            Waiting = drift.Waiting,
        };
    }
}
