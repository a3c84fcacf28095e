using System.Globalization;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.SystemLog.Checks;
using Router.Features.Validation;

namespace Router.Features.SystemLog.Build;

/// <summary>
/// What the router keeps of its log. Init keeps syslogd, which has to be there before the daemon: this service has it begin again with
/// other options. The daemon itself sends messages to collectors.
/// </summary>
internal sealed class LogFeature : IFeature
{
    /// <summary>BusyBox counts in these.</summary>
    private const int Kibibyte = 1024;

    public string Path => "system log";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new LogValidator()];

    public IEnumerable<DesiredService> Services(BuildInput input)
    {
        var log = input.Config.System.Log;
        var wanted = log.Level != LogLevel.Debug || log.Size != LogConfig.UsualSize || log.Keep;
        return
        [
            new DesiredService
            {
                Name = "system-log",
                Running = wanted,
                OnChange = ServiceChange.Restart,
                Owns = [LogPlaces.Options],
                Files = wanted ? [new(LogPlaces.Options, Options(log))] : [],
            },
        ];
    }

    /// <summary>Words of the shell. syslogd keeps what is more urgent than its level, which counts from 1.</summary>
    private static string Options(LogConfig log) => string.Create(
        CultureInfo.InvariantCulture,
        $"level={(int)log.Level + 1}\nsize={log.Size / Kibibyte}\nkeep={(log.Keep ? "yes" : "")}\n");
}
