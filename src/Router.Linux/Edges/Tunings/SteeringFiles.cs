using System.Globalization;
using Router.Core.State;
using Router.Documents;
using Router.Linux.Tunings;

namespace Router.Linux.Edges.Tunings;

/// <summary>
/// Which processors look at a port's packets (Documentation/networking/scaling.rst): RPS and RFS of each queue that receives, XPS of each
/// that sends. <c>on</c> is what <see cref="SteeringMasks"/> says, <c>off</c> is the one that the hardware told; anything else is
/// <c>FILE=VALUE</c> with blanks between, as it was found. With one processor on and off are the same.
/// </summary>
internal static class SteeringFiles
{
    private const string Links = "/sys/class/net", AllFlows = "/proc/sys/net/core/rps_sock_flow_entries";

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
            && there.TrueForAll(entry => Number(entry.Value) == Number(Wanted(files, entry.File, word == TuningWords.On)));
    }

    public static void Write(TuningKey key, string value)
    {
        if (value is not (TuningWords.On or TuningWords.Off))
        {
            foreach (var pair in value.Split(' ').Select(entry => entry.Split('=', 2)).Where(pair => pair.Length == 2))
                File.WriteAllText(pair[0], pair[1]);
            return;
        }
        var files = key.Device == TuningWords.Flows ? [AllFlows] : Queues(key.Device);
        foreach (var file in files)
        {
            if (TextFile.Read(file) is not null)
                File.WriteAllText(file, Wanted(files, file, value == TuningWords.On));
        }
    }

    /// <summary>Of the port with this number and no other: a network namespace may look at another one's file system.</summary>
    private static List<string> Files(string link, ValueMap<string, ObservedLink> links) =>
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

    private static string Wanted(IReadOnlyList<string> all, string file, bool on)
    {
        var (name, processors) = (Path.GetFileName(file), on ? Environment.ProcessorCount : 1);
        if (file == AllFlows)
            return SteeringMasks.AllFlows(processors);
        var alike = all.Where(other => Path.GetFileName(other) == name).ToList();
        return name switch
        {
            "rps_cpus" => SteeringMasks.Receiving(processors, alike.Count),
            "rps_flow_cnt" => SteeringMasks.Flows(processors, alike.Count),
            _ => SteeringMasks.Sending(processors, QueueOf(file), alike.Count),
        };
    }

    /// <summary><c>…/tx-3/xps_cpus</c> is 3.</summary>
    private static int QueueOf(string file)
    {
        var queue = Path.GetFileName(Path.GetDirectoryName(file)!);
        var digits = queue.AsSpan(queue.IndexOf('-', StringComparison.Ordinal) + 1);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>The kernel writes as many zeros in front as it has processors.</summary>
    private static string Number(string value) => value.Replace(",", "", StringComparison.Ordinal).TrimStart('0');

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
