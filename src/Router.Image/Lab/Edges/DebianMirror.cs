using Router.Image.Architectures;
using Router.Image.Edges;

namespace Router.Image.Lab.Edges;

/// <summary>Debian's packages by apt, whose own signatures and checksums are verified on the way.</summary>
/// <param name="architecture">Of the packages.</param>
/// <param name="cache">
/// Where packages are kept, and apt's lists of another architecture than this machine's, which need not know it.
/// </param>
internal sealed class DebianMirror(Architecture architecture, string cache)
{
    private static readonly TimeSpan ListsLast = TimeSpan.FromDays(1);

    // An empty status file: what this machine has installed plays no part.
    private readonly string[] options =
    [
        "-qq", "-o", "Dir::State::status=/dev/null", "-o", "APT::Install-Recommends=0", "-o", "APT::Sandbox::User=root",
        "-o", $"APT::Architecture={architecture.Debian}", "-o", $"APT::Architectures={architecture.Debian}",
        .. architecture.IsHost
            ? Array.Empty<string>()
            : ["-o", $"Dir::State::Lists={Lists(cache, architecture)}", "-o", $"Dir::Cache={Lists(cache, architecture)}.archives"],
    ];

    /// <summary>The packages that the wanted ones need, themselves included, as <c>NAME=VERSION</c>.</summary>
    /// <exception cref="ImageException">apt knows no such package.</exception>
    public async Task<List<(string Name, string Version)>> ClosureAsync(IReadOnlyList<string> packages, CancellationToken stopping)
    {
        await UpdateAsync(stopping);
        string output;
        try
        {
            output = await Tool.OutputAsync(["apt-get", .. options, "--simulate", "install", .. packages], stopping);
        }
        catch (ImageException e) when (e.Message.Contains("Unable to locate package", StringComparison.Ordinal))
        {
            throw new ImageException(
                $"the lab repository cannot be made: {e.Message}",
                "mend the board's list of lab packages; `apt-get update` renews apt's lists",
                isInput: true,
                inner: e);
        }
        return
        [
            .. output.Split('\n')
                .Where(line => line.StartsWith("Inst ", StringComparison.Ordinal))
                .Select(line => (line.Split(' ')[1], line.Split('(')[1].Split(' ')[0])),
        ];
    }

    /// <summary>Those of the names that no package of Debian has which could be installed.</summary>
    public async Task<IReadOnlyList<string>> UnknownAsync(IReadOnlyList<string> names, CancellationToken stopping)
    {
        await UpdateAsync(stopping);
        var policy = await Tool.OutputAsync(["apt-cache", .. options, "policy", .. names], stopping);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var name = "";
        foreach (var line in policy.Split('\n'))
        {
            if (line.EndsWith(':') && !line.StartsWith(' '))
                name = line[..^1];
            else if (line.StartsWith("  Candidate: ", StringComparison.Ordinal) && !line.EndsWith("(none)", StringComparison.Ordinal))
                known.Add(name);
        }
        return [.. names.Where(wanted => !known.Contains(wanted))];
    }

    /// <summary>The file of each package; fetched where the cache lacks it.</summary>
    public async Task<Dictionary<string, string>> FetchAsync(
        IReadOnlyList<(string Name, string Version)> packages, CancellationToken stopping)
    {
        Directory.CreateDirectory(cache);
        var missing = packages.Where(p => Find(p) is null).Select(p => $"{p.Name}={p.Version}").ToList();
        if (missing.Count > 0)
            await Tool.OutputAsync(["apt-get", .. options, "download", .. missing], stopping, cache);
        return packages.ToDictionary(p => p.Name, p => Find(p)
            ?? throw new ImageException($"apt did not fetch {p.Name} {p.Version}", "run `apt-get update` and try again"));
    }

    /// <summary>This machine's own lists are renewed by whoever cares for it.</summary>
    private async Task UpdateAsync(CancellationToken stopping)
    {
        if (architecture.IsHost)
            return;
        var lists = Lists(cache, architecture);
        var updated = new FileInfo($"{lists}.updated");
        if (updated.Exists && updated.LastWriteTimeUtc > DateTime.UtcNow - ListsLast)
            return;
        Directory.CreateDirectory(Path.Combine(lists, "partial"));
        Directory.CreateDirectory(Path.Combine($"{lists}.archives", "partial"));
        await Tool.OutputAsync(["apt-get", .. options, "update"], stopping);
        await File.WriteAllTextAsync(updated.FullName, "", stopping);
    }

    private static string Lists(string cache, Architecture architecture) => Path.Combine(cache, "apt", architecture.Debian);

    private string? Find((string Name, string Version) package)
    {
        var version = package.Version.Replace(":", "%3a", StringComparison.Ordinal);
        return Directory.GetFiles(cache, $"{package.Name}_{version}_*.deb")
            .FirstOrDefault(file => file.EndsWith($"_{architecture.Debian}.deb", StringComparison.Ordinal)
                || file.EndsWith("_all.deb", StringComparison.Ordinal));
    }
}
