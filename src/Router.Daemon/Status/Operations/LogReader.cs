using Router.Api.Contract;
using Router.Daemon.Edges;

namespace Router.Daemon.Status.Operations;

/// <summary>The newest lines of the daemon's log and of the system's, in order of time.</summary>
internal sealed class LogReader(RuntimePaths paths, TimeProvider time) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowLog>((show, _) => Read(show.Lines))];

    private Response.Log Read(int lines)
    {
        var now = time.GetLocalNow();
        var own = LogTail.Read(paths.Log, lines).Select(LogLines.FromCompactJson).Select(Local);
        var others = LogTail.Read(paths.SystemLog, lines).Select(line => LogLines.FromSyslog(line, now));
        // Sorting is stable: lines without a time of their own stay where they were.
        return new Response.Log([.. own.Concat(others).OrderBy(l => l.Time ?? DateTimeOffset.MinValue).TakeLast(lines)]);
    }

    /// <summary>The daemon writes its times in UTC; people read those of one clock.</summary>
    private LogLine Local(LogLine line) =>
        line with { Time = line.Time is { } at ? TimeZoneInfo.ConvertTime(at, time.LocalTimeZone) : null };
}
