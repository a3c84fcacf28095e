using System.Globalization;
using Router.Image.Edges;

namespace Router.Image.Building.Edges;

/// <summary>
/// When the sources were last committed, in seconds since 1970: a number that only grows, and is the same wherever they are built.
/// </summary>
internal static class SourceTime
{
    /// <summary>Of sources without a history.</summary>
    private const long Unknown = 1;

    public static async Task<long> OfAsync(string repository, IProgressSink progress, CancellationToken stopping)
    {
        if (await LastCommitAsync(repository, stopping) is { } time)
            return time;
        progress.Say(
            $"RELEASE: the sources have no history, so the image is release {Unknown}, and no device takes it over a later one; "
                + "--release-number N says another");
        return Unknown;
    }

    private static async Task<long?> LastCommitAsync(string repository, CancellationToken stopping)
    {
        try
        {
            // They may be another user's: nothing of them is run.
            var log = await Tool.OutputAsync(
                ["git", "-c", "safe.directory=*", "-C", repository, "log", "-1", "--format=%ct"], stopping);
            return long.Parse(log.Trim(), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ImageException or FormatException)
        {
            // No git on this machine, or no history there.
            return null;
        }
    }
}
