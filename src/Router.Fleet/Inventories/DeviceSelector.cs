using System.IO.Enumeration;

namespace Router.Fleet.Inventories;

/// <summary>
/// Chooses devices, word by word from left to right: a name, a pattern (<c>branch*</c>), a range (<c>branch[01:05]</c>), a group,
/// <c>@tag</c>, <c>group:NAME</c>, <c>site:NAME</c>, <c>tag:NAME</c> and <c>all</c> add; <c>not</c> in front takes away, <c>and</c>
/// leaves those that are in both.
/// </summary>
public static class DeviceSelector
{
    /// <summary>In the order of the inventory; no words: all of them.</summary>
    /// <exception cref="FormatException">A word means no device at all, or there is nothing behind <c>not</c> or <c>and</c>.</exception>
    public static IReadOnlyList<FleetDevice> Select(IReadOnlyList<FleetDevice> devices, IEnumerable<string> words)
    {
        var selector = words.SelectMany(word => word.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)).ToList();
        // What begins with "not" is about all the others.
        HashSet<FleetDevice>? chosen = selector is [] or ["not" or "and", ..] ? [.. devices] : [];
        for (var at = 0; at < selector.Count; at++)
        {
            var (and, not) = (false, false);
            for (; at < selector.Count && selector[at] is "and" or "not"; at++)
            {
                and |= selector[at] == "and";
                not |= selector[at] == "not";
            }
            if (at == selector.Count)
                throw new FormatException($"there is nothing behind {selector[^1]}");
            var meant = Meant(devices, selector[at]);
            if (not)
                chosen.ExceptWith(meant);
            else if (and)
                chosen.IntersectWith(meant);
            else
                chosen.UnionWith(meant);
        }
        return [.. devices.Where(chosen.Contains)];
    }

    private static List<FleetDevice> Meant(IReadOnlyList<FleetDevice> devices, string word)
    {
        var names = HostRange.Check(word) is null ? HostRange.Expand(word).Select(one => one.Name).ToHashSet() : [];
        var found = devices.Where(device => names.Contains(device.Name) || Is(device, word)).ToList();
        return found.Count > 0 ? found : throw new FormatException($"'{word}' is no device, group or tag here");
    }

    private static bool Is(FleetDevice device, string word) => word.Split(':', 2) switch
    {
        _ when word == "all" => true,
        ["group", var group] => device.Groups.Contains(group),
        ["site", var site] => device.Site == site,
        ["tag", var tag] => device.Tags.Contains(tag),
        _ when word.StartsWith('@') => device.Tags.Contains(word[1..]),
        _ when word.AsSpan().ContainsAny('*', '?') => FileSystemName.MatchesSimpleExpression(word, device.Name, ignoreCase: false),
        _ => device.Groups.Contains(word),
    };
}
