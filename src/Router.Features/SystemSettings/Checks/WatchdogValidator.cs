using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.SystemSettings.Checks;

/// <summary>Times that a watchdog can count.</summary>
internal sealed class WatchdogValidator : SectionValidator
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(10), Most = TimeSpan.FromMinutes(10);

    public WatchdogValidator() => Check((subject, findings) =>
    {
        var timeout = subject.Config.System.Watchdog.Timeout;
        if (timeout < Least || timeout > Most)
            findings.Refuse(["system", "watchdog", "timeout"], "is no time for a watchdog", "from 10s to 10m");
    });
}
