using System.Globalization;
using Router.Core.State;
using Router.Features.Configuration;

namespace Router.Features.SystemSettings.Build;

/// <summary>Init keeps the watchdog from the first moment on; this service has it begin again with another time.</summary>
internal static class WatchdogService
{
    private const string Options = "/etc/router/watchdog";

    public static DesiredService Build(RouterConfig config)
    {
        var timeout = config.System.Watchdog.Timeout;
        var wanted = timeout != WatchdogConfig.Usual;
        return new DesiredService
        {
            Name = "watchdog",
            Running = wanted,
            OnChange = ServiceChange.Restart,
            Owns = [Options],
            Files = wanted
                ? [new(Options, string.Create(CultureInfo.InvariantCulture, $"timeout={(int)timeout.TotalSeconds}\n"))]
                : [],
        };
    }
}
