using System.Globalization;
using Router.Documents;
using Router.Fleet.Inventories;

namespace Router.Fleet.SshConfigs;

/// <summary>
/// The client's configuration as OpenSSH reads it (ssh_config(5)): <c>Host</c> and <c>Match</c> blocks, includes, the first value of
/// a keyword counts, identities and certificates add up. What only ssh itself does is an error that says so.
/// </summary>
/// <param name="paths">In their order: the user's first, then the machine's.</param>
/// <param name="files">Reads them.</param>
/// <param name="self">Who asks.</param>
public sealed class SshConfig(IReadOnlyList<string> paths, ISshConfigFiles files, SshOperator self)
{
    private const int DeepestInclude = 16;

    /// <summary>What changes how one gets in, and is not done here.</summary>
    private static readonly string[] ForSshAlone = ["proxycommand", "proxyusefdpass", "canonicalizehostname", "pkcs11provider"];

    /// <param name="host">As it was named.</param>
    /// <param name="user">Who was named with it; null: nobody.</param>
    /// <param name="port">The same.</param>
    /// <exception cref="SshConfigException">A line is wrong, or wants ssh itself.</exception>
    public SshHostSettings For(string host, string? user = null, int? port = null)
    {
        var asked = new SshConfigQuery(host, user, port, self);
        foreach (var path in paths)
        {
            // A file begins with what is for all hosts, whatever the one before ended with.
            if (files.Lines(path) is { } lines)
                Read(path, lines, asked, active: true, depth: 0);
        }
        return asked.Settings();
    }

    private void Read(string path, IReadOnlyList<string> lines, SshConfigQuery asked, bool active, int depth)
    {
        var within = active;
        for (var number = 1; number <= lines.Count; number++)
        {
            if (SshConfigLine.Parse(lines[number - 1], new SshConfigPlace(path, number)) is not { } line)
                continue;
            switch (line.Keyword)
            {
                case "host":
                    within = active && line.Arguments is var patterns && SshPatterns.Match(patterns, asked.Host);
                    break;
                case "match":
                    within = active && SshMatch.Holds(line, asked);
                    break;
                case "include":
                    Include(path, line, asked, within, depth);
                    break;
                case var keyword when within && ForSshAlone.Contains(keyword):
                    WantsSsh(line, asked);
                    break;
                default:
                    if (within)
                        asked.Take(line);
                    break;
            }
        }
    }

    private void Include(string path, SshConfigLine line, SshConfigQuery asked, bool active, int depth)
    {
        if (depth >= DeepestInclude)
            throw new SshConfigException(line.Place, "include: files include each other without end");
        foreach (var word in line.Arguments)
        {
            var expanded = self.Expand(word);
            var folder = path.StartsWith("/etc/", StringComparison.Ordinal) ? "/etc/ssh" : $"{self.Home}/.ssh";
            var pattern = expanded.StartsWith('/') ? expanded : $"{folder}/{expanded}";
            foreach (var file in files.Matching(pattern))
                Read(file, files.Lines(file) ?? [], asked, active, depth + 1);
        }
    }

    private static void WantsSsh(SshConfigLine line, SshConfigQuery asked)
    {
        if (line.Arguments[0].ToLowerInvariant() is "none" or "no")
            asked.Refuse(line.Keyword);
        else if (!asked.Refuses(line.Keyword))
            throw new SshConfigException(line.Place, $"{line.Keyword} is done by ssh alone", wantsSsh: true);
    }
}
