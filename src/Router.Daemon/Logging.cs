using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Router.Daemon;

/// <summary>
/// Lines for people on standard output, compact JSON in a file that cannot grow beyond what flash and RAM can bear, and whoever else
/// listens.
/// </summary>
internal static class Logging
{
    private const long LargestFile = 1024 * 1024;
    private const int OlderFiles = 2;

    public static Logger Create(RuntimePaths paths, ILogEventSink others) => new LoggerConfiguration()
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .WriteTo
            .Console(
                outputTemplate: "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}",
                formatProvider: CultureInfo.InvariantCulture)
        .WriteTo.Sink(others)
        .WriteTo.File(
            new RenderedCompactJsonFormatter(), paths.Log, fileSizeLimitBytes: LargestFile,
            rollOnFileSizeLimit: true, retainedFileCountLimit: OlderFiles)
        .CreateLogger();
}
