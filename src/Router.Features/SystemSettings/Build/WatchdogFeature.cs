using System.Globalization;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.SystemSettings.Checks;
using Router.Features.Validation;

namespace Router.Features.SystemSettings.Build;

/// <summary>Init keeps the watchdog from the first moment on; this service has it begin again with another time.</summary>
internal sealed class WatchdogFeature : IFeature
{
    private const string Options = "/etc/router/watchdog";

    public string Path => "system watchdog";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new WatchdogValidator()];

    public IEnumerable<DesiredService> Services(BuildInput input)
    {
        var timeout = input.Config.System.Watchdog.Timeout;
        var wanted = timeout != WatchdogConfig.Usual;
        return
        [
            new DesiredService
            {
                Name = "watchdog",
                Running = wanted,
                OnChange = ServiceChange.Restart,
                Owns = [Options],
                Files = wanted
                    ? [new(Options, string.Create(CultureInfo.InvariantCulture, $"timeout={(int)timeout.TotalSeconds}\n"))]
                    : [],
            },
        ];
    }
}
