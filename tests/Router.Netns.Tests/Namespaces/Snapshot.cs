using System.Text;
using System.Text.Json.Nodes;

namespace Router.Netns.Tests.Namespaces;

/// <summary>
/// Everything that a transaction may touch, as text, by the system's own tools: what was before has to be afterwards. Left out is
/// what the kernel counts or decides by itself (indexes, counters, carriers, which of two addresses of a network came first).
/// </summary>
internal static class Snapshot
{
    private static readonly string[] Passing =
    [
        "ifindex", "link_index", "master_index", "operstate", "flags", "qdisc", "address", "permaddr", "linkinfo", "prefsrc"
    ];

    public static async Task<string> TakeAsync(RouterUnderTest router)
    {
        var text = new StringBuilder();
        foreach (var arguments in (string[])
            ["-j -d link", "-j address", "-j -4 route show table main", "-j -6 route show table main proto 84"])
            text.Append(arguments).Append('\n').AppendJoin('\n', Lines(await router.Kernel.IpAsync(arguments))).Append('\n');
        text.Append(await router.Kernel.ProgramAsync("nft", "list ruleset"));
        text.Append(await router.Kernel.ProgramAsync("hostname", ""));
        text.Append(
            await router.Kernel.ProgramAsync("sysctl", "net.ipv4.ip_forward net.ipv6.conf.all.forwarding net.ipv4.conf.all.rp_filter"));
        return text.Append(Files(router.Paths.Root)).ToString();
    }

    private static IEnumerable<string> Lines(string json) =>
        (JsonNode.Parse(json) as JsonArray ?? []).Select(entry => Plain(entry!.AsObject()).ToJsonString()).Order(StringComparer.Ordinal);

    private static JsonObject Plain(JsonObject entry)
    {
        entry["up"] = entry["flags"] is JsonArray flags && flags.Any(flag => (string?)flag == "UP");
        entry["linktype"] = entry["linkinfo"]?["info_kind"]?.DeepClone();
        if (entry["addr_info"] is JsonArray addresses)
            entry["addr_info"] = new JsonArray(
                [.. addresses.Select(Address).OrderBy(address => address.ToJsonString(), StringComparer.Ordinal)]);
        foreach (var key in Passing)
            entry.Remove(key);
        return entry;
    }

    private static JsonNode Address(JsonNode? address)
    {
        var plain = address!.DeepClone().AsObject();
        plain.Remove("tentative");
        plain.Remove("secondary");
        return plain;
    }

    private static string Files(string root)
    {
        if (!Directory.Exists(root))
            return "";
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new FileInfo(path));
        return string.Join(
            '\n',
            files.Select(
                file => $"{file.FullName[root.Length..]} {file.UnixFileMode} {file.LinkTarget ?? File.ReadAllText(file.FullName)}"));
    }
}
