using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.SystemLog.Checks;

/// <summary>A log that fits into memory, and collectors that can be reached as they are said to be.</summary>
internal sealed class LogValidator : SectionValidator
{
    private const long Least = 16 * 1024, Most = 64 * 1024 * 1024;

    private static readonly string[] Section = ["system", "log"];

    public LogValidator()
    {
        Check(Size);
        Check((subject, findings) =>
        {
            foreach (var (name, collector) in subject.Config.System.Log.Collectors)
                Collector(subject, findings, [.. Section, "collectors", name], collector);
        });
    }

    private static void Size(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.System.Log.Size is < Least or > Most)
            findings.Refuse([.. Section, "size"], "is no size for a log", "from 16KiB to 64MiB; it is kept twice");
    }

    private static void Collector(ValidationSubject subject, Findings findings, string[] path, CollectorConfig collector)
    {
        if (collector.Ca is { } ca && collector.Transport != LogTransport.Tls)
            findings.Refuse([.. path, "ca"], "is of TLS, and the transport is another", "write transport: tls, or delete ca");
        else if (collector.Ca is { } named && subject.Around.SecretNames is { } known && !known.Contains(named.Name))
            findings.Unknown([.. path, "ca"], "secret", named.Name, known);
        if (collector.Transport != LogTransport.Tls && collector.Level > LogLevel.Information)
            findings.Advise(
                [.. path, "level"], "what services say when asked for everything crosses the network in clear", "transport: tls");
    }
}
