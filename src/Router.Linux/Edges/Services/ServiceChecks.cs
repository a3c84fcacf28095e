using System.Globalization;
using Router.Core.Edges;
using Router.Core.State;
using Router.Linux.Edges.Processes;

namespace Router.Linux.Edges.Services;

/// <summary>Runs a service's own checker on copies of its files, in a folder that nobody else can read.</summary>
/// <param name="paths">Where copies go.</param>
/// <param name="limit">For each checker; null: 30 seconds. A commit waits for it, and with it who sent that.</param>
internal sealed class ServiceChecks(LinuxPaths paths, TimeSpan? limit = null)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Null: the checker is content.</summary>
    public async Task<string?> RunAsync(DesiredService service, CancellationToken stopping)
    {
        var stage = Path.Combine(paths.Runtime, "stage", service.Name);
        Directory.CreateDirectory(stage, Private);
        try
        {
            var copies = Copy(service, stage);
            var arguments = service.Check.Skip(1).Select(
                argument => copies.Aggregate(argument, (text, copy) => text.Replace(copy.Mark, copy.Path, StringComparison.Ordinal)));
            var (code, words) = await ProgramRunner.RunAsync(service.Check[0], arguments, "", stopping, limit ?? Longest);
            var plain = copies.Aggregate(words, (text, copy) => text.Replace(copy.Path, copy.Original, StringComparison.Ordinal));
            return code == 0 ? null : $"{service.Name}: {service.Check[0]} refuses its configuration: {plain}";
        }
        catch (ApplyException e) when (e.Errno != 0)
        {
            return $"{service.Name}: {service.Check[0]} is not installed on this device, so the service cannot run: {e.Reason}";
        }
        catch (ApplyException e)
        {
            return $"{service.Name}: {service.Check[0]}, which checks its configuration, {e.Reason}";
        }
        finally
        {
            Directory.Delete(stage, recursive: true);
        }
    }

    private static List<(string Mark, string Path, string Original)> Copy(DesiredService service, string stage)
    {
        var copies = new List<(string, string, string)>();
        for (var i = 0; i < service.Files.Count; i++)
        {
            var path = Path.Combine(stage, i.ToString(CultureInfo.InvariantCulture));
            File.WriteAllText(path, service.Files[i].Content);
            copies.Add(($"{{{i}}}", path, service.Files[i].Path));
        }
        return copies;
    }
}
