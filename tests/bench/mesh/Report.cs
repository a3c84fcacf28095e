using System.Globalization;
using System.Text;

namespace Router.Bench.Mesh;

/// <summary>What the guest said, line by line, as a table; the points of the plot go to a file of their own.</summary>
internal sealed class Report(IReadOnlyList<string[]> lines)
{
    private const string Ours = "router", Peer = "frr";
    private readonly StringBuilder table = new();

    public static int Run(string results, string points)
    {
        var lines = File.ReadLines(results)
            .Where(line => line.StartsWith("@ ", StringComparison.Ordinal))
            .Select(line => line[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        var report = new Report(lines);
        Console.Write(report.Write());
        File.WriteAllLines(points, report.Points());
        return 0;
    }

    private string Write()
    {
        table.AppendLine("| what | `routerd` | `nhrpd` + `zebra` | times better | target |").AppendLine("|---|---|---|---|---|");
        Ratio("CPU of a new registration, 10,000 known in the end", Registrations("new", 9000), "µs", 0.001, "a 10th");
        Ratio("CPU of a refresh, 10,000 known", Registrations("refresh", 10_000), "µs", 0.001, "a 3rd");
        More(
            "new registrations a second, load generator included",
            daemon => Values(daemon, "new", "rate").LastOrDefault(double.NaN),
            "10 times");
        More(
            "refreshes a second, load generator included",
            daemon => Values(daemon, "refresh", "rate").LastOrDefault(double.NaN),
            "3 times");
        Ratio("memory grown by 10,000 spokes, resident", daemon => Grown(daemon, "rss"), "MiB", 1 / 1024.0, "a 3rd");
        Ratio("the same, private", daemon => Grown(daemon, "private"), "MiB", 1 / 1024.0, "a 3rd");
        Ratio(
            "memory at 10,000 spokes, resident", daemon => Values(daemon, "full", "rss").LastOrDefault(double.NaN), "MiB", 1 / 1024.0, "");
        More("answers to a burst of 5,000 requests", daemon => Values(daemon, "burst", "registered").LastOrDefault(double.NaN), "5,000");
        Ratio(
            "start of a spoke's daemon to registered, links there",
            daemon => Middle(Values(daemon, "start", "registered").Skip(1)), "ms", 1, "50 ms");
        Ratio("the same, the first time", daemon => Values(daemon, "start", "registered").FirstOrDefault(double.NaN), "ms", 1, "");
        Ratio("first packet to the first straight one", daemon => Middle(Values(daemon, "shortcut", "straight")), "ms", 1, "15 ms");
        Ratio(
            "the same with FRR's redirect rule as documented",
            daemon => Middle(Values(daemon, daemon == Ours ? "shortcut" : "documented", "straight")), "ms", 1, "15 ms");
        Ratio("of 1,500 pings lost meanwhile", daemon => Values(daemon, "shortcut", "lost").Sum(), "", 1, "0");
        More("hub killed and started: peers known", daemon => Values(daemon, "killed", "known").LastOrDefault(double.NaN), "10,000");
        Ratio("after", daemon => Values(daemon, "killed", "seconds").LastOrDefault(double.NaN), "s", 1, "5 s");
        More("hub stopped and started: peers known", daemon => Values(daemon, "stopped", "known").LastOrDefault(double.NaN), "10,000");
        Ratio("after", daemon => Values(daemon, "stopped", "seconds").LastOrDefault(double.NaN), "s", 1, "5 s");
        Ratio("list of 10,000 peers as text", Listing("text"), "ms", 1, "200 ms");
        Ratio("list of 10,000 peers as JSON", Listing("json"), "ms", 1, "200 ms");
        return table.ToString();
    }

    private IEnumerable<string> Points() =>
        from line in lines
        where line.Length > 1 && line[1] is "new" or "refresh"
        group line by (Daemon: line[0], What: line[1], Known: Number(line, "first") + Number(line, "count") - 1) into same
        select $"{(same.Key.Daemon == Ours ? "routerd" : "FRR")}, {same.Key.What}\t{same.Key.Known}\t{Middle(same.Select(line => Number(line, "cpu"))) / 1000:F1}";

    /// <summary>Less is better: how many times FRR's is ours.</summary>
    private void Ratio(string what, Func<string, double> value, string unit, double scale, string target)
    {
        var (ours, peer) = (value(Ours) * scale, value(Peer) * scale);
        Row(what, ours, peer, unit, peer / ours, target);
    }

    /// <summary>More is better: how many times ours is FRR's.</summary>
    private void More(string what, Func<string, double> value, string target)
    {
        var (ours, peer) = (value(Ours), value(Peer));
        Row(what, ours, peer, "", ours / peer, target);
    }

    private void Row(string what, double ours, double peer, string unit, double ratio, string target)
    {
        var times = double.IsFinite(ratio) ? ratio.ToString(ratio >= 1 ? "0.0" : "0.00", CultureInfo.InvariantCulture) : "";
        table.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {Text(ours, unit)} | {Text(peer, unit)} | {times} | {target} |");
    }

    private static string Text(double value, string unit) =>
        double.IsNaN(value) ? "-" : $"{value.ToString(value >= 100 ? "#,0" : "0.##", CultureInfo.InvariantCulture)} {unit}".TrimEnd();

    /// <summary>Only the groups of that size: the smaller ones come before there are 10,000.</summary>
    private Func<string, double> Registrations(string what, int count) =>
        daemon => Middle(lines.Where(l => l[0] == daemon && l[1] == what && Number(l, "count") == count).Select(l => Number(l, "cpu")));

    private Func<string, double> Listing(string form) =>
        daemon => Middle(lines.Where(l => l[0] == daemon && l[1] == "list" && l[2] == form).Select(l => Number(l, "milliseconds")));

    private double Grown(string daemon, string kind) =>
        Values(daemon, "full", kind).LastOrDefault(double.NaN) - Values(daemon, "idle", kind).LastOrDefault(double.NaN);

    private List<double> Values(string daemon, string what, string name) =>
        [.. lines.Where(l => l[0] == daemon && l[1] == what).Select(l => Number(l, name))];

    private static double Number(string[] line, string name) =>
        Array.IndexOf(line, name) is var at and >= 0 && at + 1 < line.Length
        && double.TryParse(line[at + 1], CultureInfo.InvariantCulture, out var number)
            ? number
            : double.NaN;

    private static double Middle(IEnumerable<double> values) =>
        values.Where(v => !double.IsNaN(v)).Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : double.NaN;
}
