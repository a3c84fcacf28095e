using System.Globalization;
using Router.Core.State;
using Router.Documents;

namespace Router.Linux.Edges.Tunings;

/// <summary>
/// Which processors look at a port's packets (Documentation/networking/scaling.rst): RPS and RFS of each queue that receives, XPS of each
/// that sends. <c>on</c> is all of them, <c>off</c> is the one that the hardware told; anything else is <c>FILE=VALUE</c> with blanks
/// between, as it was found. With one processor on and off are the same.
/// </summary>
internal static class SteeringFiles
{
    private const string Links = "/sys/class/net", AllFlows = "/proc/sys/net/core/rps_sock_flow_entries";

    /// <summary>Connections that are known at once, of the machine and of a queue: scaling.rst's own proposal for a busy server.</summary>
    private const int Flows = 32768, FlowsOfAQueue = 4096;

    /// <summary>Null: there is no such port in this file system, or nobody may set it (a container).</summary>
    public static string? Read(TuningKey key, ValueMap<string, ObservedLink> links, string hint)
    {
        var files = key.Device == TuningWords.Flows ? [AllFlows] : Files(key.Device, links);
        if (files.Count == 0 || !MayWrite(files[0]))
            return null;
        var there = new List<(string File, string Value)>();
        foreach (var file in files)
        {
            // A port with one queue has nothing to choose from, and says so by an error.
            if (TextFile.Read(file) is { } value)
                there.Add((file, value));
        }
        if (Is(hint))
            return hint;
        return Is(TuningWords.On) ? TuningWords.On
            : Is(TuningWords.Off) ? TuningWords.Off
            : string.Join(' ', there.Select(entry => $"{entry.File}={entry.Value}"));

        bool Is(string word) => word is TuningWords.On or TuningWords.Off
            && there.TrueForAll(entry => Number(entry.Value) == Number(Wanted(entry.File, word == TuningWords.On)));
    }

    public static void Write(TuningKey key, string value)
    {
        if (value is not (TuningWords.On or TuningWords.Off))
        {
            foreach (var pair in value.Split(' ').Select(entry => entry.Split('=', 2)).Where(pair => pair.Length == 2))
                File.WriteAllText(pair[0], pair[1]);
            return;
        }
        foreach (var file in key.Device == TuningWords.Flows ? [AllFlows] : Queues(key.Device))
        {
            if (TextFile.Read(file) is not null)
                File.WriteAllText(file, Wanted(file, value == TuningWords.On));
        }
    }

    /// <summary>Of the port with this number and no other: a network namespace may look at another one's file system.</summary>
    private static IReadOnlyList<string> Files(string link, ValueMap<string, ObservedLink> links) =>
        links.TryGetValue(link, out var there)
        && TextFile.Read($"{Links}/{link}/ifindex") == there.Index.ToString(CultureInfo.InvariantCulture)
        && TextFile.Read($"{Links}/{link}/address") == there.Mac
            ? Queues(link)
            : [];

    private static List<string> Queues(string link)
    {
        try
        {
            return
            [
                .. Directory.GetDirectories($"{Links}/{link}/queues").Order(StringComparer.Ordinal).SelectMany(queue =>
                    Path.GetFileName(queue).StartsWith("rx-", StringComparison.Ordinal)
                        ? (string[])[$"{queue}/rps_cpus", $"{queue}/rps_flow_cnt"]
                        : [$"{queue}/xps_cpus"]),
            ];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string Wanted(string file, bool on)
    {
        var many = on && Environment.ProcessorCount > 1;
        return Path.GetFileName(file) switch
        {
            "rps_cpus" or "xps_cpus" => many ? AllProcessors() : "0",
            "rps_flow_cnt" => Text(many ? FlowsOfAQueue : 0),
            _ => Text(many ? Flows : 0),
        };
    }

    /// <summary>A mask in groups of 32 bits.</summary>
    private static string AllProcessors()
    {
        const int group = 32;
        var left = Environment.ProcessorCount;
        var groups = new List<string>();
        for (; left >= group; left -= group)
            groups.Add("ffffffff");
        if (left > 0)
            groups.Insert(0, ((1u << left) - 1).ToString("x", CultureInfo.InvariantCulture));
        return string.Join(',', groups);
    }

    /// <summary>The kernel writes as many zeros in front as it has processors.</summary>
    private static string Number(string value) => value.Replace(",", "", StringComparison.Ordinal).TrimStart('0');

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool MayWrite(string file)
    {
        try
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Write);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
