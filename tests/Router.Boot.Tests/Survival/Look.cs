using System.Text.Json;

namespace Router.Boot.Tests.Survival;

/// <summary>
/// What a router tells (the notes of <c>show version</c>, the lines of <c>show drift</c>), beside what is: programs that do not run and
/// files that are folders, seen without asking it.
/// </summary>
internal sealed record Look(
    string Hostname, bool Ready, IReadOnlyList<string> Notes, IReadOnlyList<string> Drift,
    IReadOnlyList<string> Dead, IReadOnlyList<string> Folders)
{
    private static readonly Dictionary<string, string> Services =
        new() { ["smbd"] = "samba", ["charon"] = "strongswan", ["udhcpc"] = "udhcpc.eth0" };

    public IEnumerable<string> Told => Notes.Concat(Drift);

    /// <summary>Nothing is wrong, and nothing is said to be.</summary>
    public bool AllIsWell => Ready && Notes.Count + Drift.Count + Dead.Count + Folders.Count == 0;

    /// <param name="seen">What <c>seen</c> of <c>Guest/lab.sh</c> says.</param>
    public static Look Read(string seen)
    {
        var parts = seen.Split("\n---");
        using var version = JsonDocument.Parse(parts[0]);
        using var drift = JsonDocument.Parse(parts[1]);
        var facts = parts[2].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new Look(
            version.RootElement.GetProperty("hostname").GetString()!, version.RootElement.GetProperty("servicesReady").GetBoolean(),
            Lines(version.RootElement.GetProperty("configuration").GetProperty("notes")), Lines(drift.RootElement.GetProperty("drift")),
            [.. After(facts, "dead ").Select(program => Services.GetValueOrDefault(program, program))], [.. After(facts, "folder ")]);
    }

    /// <summary>Where what is told is not what is: a line each.</summary>
    public IEnumerable<string> Lies(IReadOnlyList<Breakage> broken, bool workedOut)
    {
        var hanging = broken.Where(b => b.Hangs).Select(b => Service(b.What.Split(' ')[0])).ToHashSet();
        foreach (var service in Dead.Where(service => !hanging.Contains(service)
            && !Told.Any(line => $"service {line}".Contains($"service {service} ", StringComparison.Ordinal))))
            yield return $"{service} does not run, and nothing says so";
        foreach (var folder in Folders.Where(folder => !Told.Any(line => line.Contains(folder, StringComparison.Ordinal))))
            yield return $"{folder} is a folder, and nothing says so";
        foreach (var lost in broken.Select(b => b.Lost)
            .OfType<string>()
            .Where(lost => workedOut && !Told.Any(line => line.Contains(lost, StringComparison.Ordinal))))
            yield return $"{lost} is gone, and nothing says so";
        foreach (var line in Told.Where(line => line.Contains(" does not run", StringComparison.Ordinal)))
        {
            var service = line.Replace("service ", "", StringComparison.Ordinal).Split(' ')[0];
            if (!Dead.Contains(service) && !hanging.Contains(service))
                yield return $"it is told that {service} does not run, and it does";
        }
    }

    public override string ToString() =>
        $"{Hostname}: notes: {string.Join("; ", Notes)} | drift: {string.Join("; ", Drift)} | dead: {string.Join(' ', Dead)} | folders: {string.Join(' ', Folders)}";

    private static string Service(string program) => Services.GetValueOrDefault(Path.GetFileName(program), Path.GetFileName(program));

    private static IReadOnlyList<string> Lines(JsonElement list) => [.. list.EnumerateArray().Select(line => line.GetString()!)];

    private static IEnumerable<string> After(string[] facts, string word) =>
        facts.Where(fact => fact.StartsWith(word, StringComparison.Ordinal)).Select(fact => fact[word.Length..].Trim());
}
