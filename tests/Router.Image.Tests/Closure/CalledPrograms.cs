using System.Text.RegularExpressions;
using Router.Image.Initramfs.Edges;
using Router.Testing;

namespace Router.Image.Tests.Closure;

/// <summary>
/// A program that something in an image calls: by its name, or by its path. <paramref name="Names"/>: one of them is enough.
/// </summary>
internal sealed record CalledProgram(string Where, IReadOnlyList<string> Names)
{
    public override string ToString() => $"{Where}: {string.Join(" or ", Names)}";
}

/// <summary>What the daemon, the features' checks, the services' scripts and the firmware's scripts call, from their sources.</summary>
internal static partial class CalledPrograms
{
    private const string OfMachines = "firmware/machine", OfContainers = "firmware/container", OfInitramfs = "firmware/initramfs";

    private static readonly string Root = Golden.Root();

    /// <summary>What is laid over the packages.</summary>
    private static readonly string[] Trees = ["firmware/rootfs", OfMachines, OfContainers];

    public static IReadOnlyList<CalledProgram> All { get; } =
    [
        .. Firmware().SelectMany(OfScript), .. Daemon(), .. Checks(), .. Inittab(),
        // Whom init and people start: a shell, logins, and what files of the firmware name.
        .. new[] { "init", "getty", "login", "sh", "openrc-run" }.Select(name => new CalledProgram("init", [name])),
    ];

    /// <summary>Those of machines, or of containers.</summary>
    public static IEnumerable<CalledProgram> Of(bool isContainer)
    {
        string[] others = isContainer ? [OfMachines, OfInitramfs] : [OfContainers, OfInitramfs];
        return All.Where(called => !others.Any(other => called.Where.StartsWith($"{other}/", StringComparison.Ordinal)));
    }

    /// <summary>What runs before there is a root: its own script, and those of machines that it has too.</summary>
    public static IEnumerable<CalledProgram> OfTheInitramfs() => All.Where(called =>
        called.Where.StartsWith($"{OfInitramfs}/", StringComparison.Ordinal)
        || InitramfsPrograms.Shared.Any(script => called.Where == $"{OfMachines}/usr/libexec/router/{script}"));

    /// <summary>What the firmware and the daemon bring themselves.</summary>
    public static IReadOnlySet<string> Own { get; } = new HashSet<string>(
    [
        "/usr/sbin/routerd", "/usr/bin/router",
        .. Trees.SelectMany(tree => Directory.EnumerateFiles(In(tree), "*", SearchOption.AllDirectories).Select(f => f[In(tree).Length..])),
    ]);

    private static IEnumerable<string> Firmware() =>
        Trees.Concat(["firmware/services", OfInitramfs])
            .SelectMany(folder => Directory.EnumerateFiles(In(folder), "*", SearchOption.AllDirectories))
            .Where(file => File.ReadLines(file).FirstOrDefault()?.StartsWith("#!", StringComparison.Ordinal) == true)
            .Order(StringComparer.Ordinal);

    private static IEnumerable<CalledProgram> OfScript(string file)
    {
        var where = Path.GetRelativePath(Root, file);
        var text = File.ReadAllText(file);
        var first = text.Split('\n')[0];
        yield return new CalledProgram(where, [first[2..].Trim().Split(' ')[0]]);
        if (!first.EndsWith("sh", StringComparison.Ordinal) && !first.EndsWith("/openrc-run", StringComparison.Ordinal))
            yield break;
        // What a script takes in is its own: programs and functions.
        var sourced = Sourced().Matches(text).Select(match => In(OfMachines + match.Groups[1].Value))
            .Concat(SourcedBeside().Matches(text).Select(match => Path.Combine(Path.GetDirectoryName(file)!, match.Groups[1].Value)))
            .Select(File.ReadAllText);
        foreach (var name in ShellCommands.Of(string.Join('\n', sourced.Prepend(text))).Order(StringComparer.Ordinal))
            yield return new CalledProgram(where, [name]);
        // What OpenRC is told to start, or where it is instead.
        var commands = ServiceCommand().Matches(text).Select(match => match.Groups[1].Value).ToList();
        if (commands.Count > 0)
            yield return new CalledProgram(where, commands);
        foreach (Match match in Supervisor().Matches(text))
            yield return new CalledProgram(where, [match.Groups[1].Value]);
    }

    private static IEnumerable<CalledProgram> Daemon() =>
        new[] { "src/Router.Linux", "src/Router.Daemon" }.SelectMany(Sources)
            .SelectMany(file => Runs().Matches(File.ReadAllText(file)).SelectMany(match => match.Groups.Values.Skip(1)
                .Where(group => group.Success)
                .Select(group => new CalledProgram(Path.GetRelativePath(Root, file), [group.Value]))))
            .Distinct();

    private static IEnumerable<CalledProgram> Checks()
    {
        foreach (var file in Sources("src/Router.Features"))
        {
            var (where, text) = (Path.GetRelativePath(Root, file), File.ReadAllText(file));
            foreach (Match match in Checker().Matches(text))
                yield return new CalledProgram(where, [match.Groups[1].Value]);
            foreach (Match match in CheckScript().Matches(text))
            {
                foreach (var name in ShellCommands.Of(match.Groups[1].Value))
                    yield return new CalledProgram(where, [name]);
            }
        }
    }

    private static IEnumerable<CalledProgram> Inittab() =>
        File.ReadLines(In($"{OfMachines}/etc/inittab"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => new CalledProgram($"{OfMachines}/etc/inittab", [line.Split(':', 4)[3].Split(' ')[0]]));

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(In(folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

    private static string In(string path) => Path.Combine(Root, path);

    [GeneratedRegex("""^\. "\$\{0%/\*\}/(\w+)"$""", RegexOptions.Multiline)]
    private static partial Regex SourcedBeside();

    [GeneratedRegex(@"^\. (/usr/libexec/\S+)$", RegexOptions.Multiline)]
    private static partial Regex Sourced();

    [GeneratedRegex("(?m)(?:^|\\|\\| )command=([^\\s\"$]+)")]
    private static partial Regex ServiceCommand();

    [GeneratedRegex("(?m)^supervisor=(\\S+)")]
    private static partial Regex Supervisor();

    [GeneratedRegex(
        "(?:ProgramRunner\\.(?:RunAsync|Start)|ProgramFollower\\.FollowAsync)\\(\\s*\"([^\"]+)\"|\\? \"(reboot)\" : \"(poweroff)\"")]
    private static partial Regex Runs();

    [GeneratedRegex("Check = \\[\"([^\"]+)\"")]
    private static partial Regex Checker();

    [GeneratedRegex("CheckScript =\\s*\"\"\"(.*?)\"\"\"", RegexOptions.Singleline)]
    private static partial Regex CheckScript();
}
