using System.Globalization;
using Router.Image.Edges;

namespace Router.Image.Disk.Edges;

/// <summary>Runs programs of the host in a world of fixed time, so that what they write depends on their input alone.</summary>
internal sealed class FixedTimeTool(long time)
{
    private readonly Dictionary<string, string> environment = new()
    {
        ["SOURCE_DATE_EPOCH"] = time.ToString(CultureInfo.InvariantCulture),
        ["E2FSPROGS_FAKE_TIME"] = time.ToString(CultureInfo.InvariantCulture),
        ["MTOOLS_SKIP_CHECK"] = "1",
    };

    /// <summary>Runs a program to its end; a cancellation kills it.</summary>
    /// <exception cref="ImageException">It is missing, or failed; the message has its own words.</exception>
    public Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken stopping) =>
        Tool.OutputAsync([program, .. arguments], stopping, environment: environment);
}
