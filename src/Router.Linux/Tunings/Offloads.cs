using Router.Core.State;

namespace Router.Linux.Tunings;

/// <summary>
/// What the hardware, or the kernel in its place, does for many packets at once, by our words; behind each the kernel's names of it
/// (net/ethtool/common.c).
/// </summary>
internal static class Offloads
{
    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["gro"] = ["rx-gro"],
        ["gro-list"] = ["rx-gro-list"],
        ["udp-gro"] = ["rx-udp-gro-forwarding"],
        ["lro"] = ["rx-lro"],
        ["gso"] = ["tx-generic-segmentation"],
        ["tso"] = ["tx-tcp-segmentation", "tx-tcp6-segmentation", "tx-tcp-ecn-segmentation"],
        ["rx-checksum"] = ["rx-checksum"],
        ["tx-checksum"] = ["tx-checksum-ipv4", "tx-checksum-ipv6", "tx-checksum-ip-generic"],
        ["rx-vlan"] = ["rx-vlan-hw-parse"],
        ["tx-vlan"] = ["tx-vlan-hw-insert"],
        ["scatter-gather"] = ["tx-scatter-gather"],
        ["hash"] = ["rx-hashing"],
    };

    /// <summary>What of it the port has: <c>on</c>, <c>off</c>, or each by its name where they differ. Null: nothing.</summary>
    public static string? Words(string offload, IReadOnlyDictionary<string, bool> features)
    {
        var there = Names.GetValueOrDefault(offload, []).Where(features.ContainsKey).ToList();
        if (there.Count == 0)
            return null;
        return there.TrueForAll(name => features[name]) ? TuningWords.On
            : there.TrueForAll(name => !features[name]) ? TuningWords.Off
            : string.Join(',', there.Select(name => $"{name}={(features[name] ? TuningWords.On : TuningWords.Off)}"));
    }

    public static IReadOnlyDictionary<string, bool> Wanted(string offload, string value, IReadOnlyDictionary<string, bool> features) =>
        value is TuningWords.On or TuningWords.Off
            ? Names.GetValueOrDefault(offload, []).Where(features.ContainsKey).ToDictionary(name => name, _ => value == TuningWords.On)
            : value.Split(',').Select(pair => pair.Split('=')).Where(pair => pair.Length == 2)
                .ToDictionary(pair => pair[0], pair => pair[1] == TuningWords.On);
}
