using Router.Image.Edges;

namespace Router.Image.Lab.Edges;

/// <summary>Debian's packages by apt, whose own signatures and checksums are verified on the way.</summary>
internal sealed class DebianMirror(string cache)
{
    // An empty status file: what this machine has installed plays no part.
    private static readonly string[] Apt = ["apt-get", "-qq", "-o", "Dir::State::status=/dev/null", "-o", "APT::Install-Recommends=0"];

    /// <summary>The packages that the wanted ones need, themselves included, as <c>NAME=VERSION</c>.</summary>
    /// <exception cref="ImageException">apt knows no such package.</exception>
    public static async Task<List<(string Name, string Version)>> ClosureAsync(IReadOnlyList<string> packages, CancellationToken stopping)
    {
        string output;
        try
        {
            output = await Tool.OutputAsync([.. Apt, "--simulate", "install", .. packages], stopping);
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
    public static async Task<IReadOnlyList<string>> UnknownAsync(IReadOnlyList<string> names, CancellationToken stopping)
    {
        var policy = await Tool.OutputAsync(["apt-cache", "policy", .. names], stopping);
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
            await Tool.OutputAsync(["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", .. missing], stopping, cache);
        return packages.ToDictionary(p => p.Name, p => Find(p)
            ?? throw new ImageException($"apt did not fetch {p.Name} {p.Version}", "run `apt-get update` and try again"));
    }

    private string? Find((string Name, string Version) package)
    {
        var version = package.Version.Replace(":", "%3a", StringComparison.Ordinal);
        return Directory.GetFiles(cache, $"{package.Name}_{version}_*.deb").FirstOrDefault();
    }
}
