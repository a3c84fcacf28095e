using Router.Ctl.Importing.Uci;
using Router.Documents;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>
/// <c>rule</c> of <c>firewall</c>. Those for any source stand before those of a zone, as fw4 asks them. A rule with a condition that
/// cannot be said is left out as a whole: without the condition it would be another one.
/// </summary>
internal sealed class RuleImport(ImportContext context, Names names)
{
    private const string Any = "*", Router = "router";

    /// <summary>The burst of a limit here, where it is larger than the rate.</summary>
    private const string UsualBurst = "5";

    /// <summary>What a rule says that is a key of a rule here, or changes nothing.</summary>
    private static readonly string[] Known =
    [
        "name", "src", "dest", "proto", "dest_port", "target", "src_ip", "dest_ip", "family", "icmp_type", "limit", "limit_burst",
        "enabled",
        "ipset", "log", "counter", "set_mark", "utc_time", "src_mac", "src_port", "start_time", "stop_time", "weekdays",
    ];

    private Draft Draft => context.Draft;

    public void Run()
    {
        foreach (var section in context.Sections("firewall", "rule").OrderBy(section => section.Value("src") == Any ? 0 : 1))
            One(section);
    }

    private void One(UciSection section)
    {
        if (AlwaysSo(section) is { } passes)
            context.Rest(section, Fate.AlwaysSo, passes);
        else if (Unsayable(section) is { } why)
            context.Rest(section, Fate.NotSayable, $"the rule is left out: {why}");
        else if (section.Value("target")?.ToUpperInvariant() == "MARK")
            Mark(section);
        else
            Rules(section);
    }

    /// <summary>Null: it needs a rule here.</summary>
    private static string? AlwaysSo(UciSection section)
    {
        if (section.Value("target")?.ToUpperInvariant() != "ACCEPT")
            return null;
        var types = section.All("icmp_type").Any();
        if (types && ServiceWords.Types(section, section.Find("dest") is null).Count == 0)
            return "neighbour discovery, and ICMP about what is known, pass";
        return section.Find("src_port") is not null && section.Find("dest") is null && ServiceWords.Protocols(section) is ["udp"]
            && section.Value("dest_port") is "68" or "546"
            ? "answers to the router's own DHCP client come in"
            : null;
    }

    private string? Unsayable(UciSection section)
    {
        if (section.Lines.Find(line => !Known.Contains(line.Name)) is { } unknown)
            return $"there is no word for {unknown.Name}";
        if (section.Lines.Find(line => line.Value.Contains('!', StringComparison.Ordinal) && line.Name != "name") is { } negated)
            return $"{negated.Name} says what it is not about";
        foreach (var end in new[] { section.Find("src"), section.Find("dest") })
        {
            if (end is not null && end.Value != Any && context.Zones.TrueForAll(zone => zone.There != end.Value))
                return $"there is no zone {end.Value} in the document";
        }
        if (section.Is("utc_time", otherwise: false) && Times(section).Any())
            return "its times are those of UTC";
        var protocols = ServiceWords.Protocols(section);
        if (ServiceWords.With(protocols, ServiceWords.Ports(section, "dest_port")) is null
            || ServiceWords.With(protocols, ServiceWords.Ports(section, "src_port")) is null)
            return "it has ports of a protocol without any";
        if (section.All("icmp_type").Any() && protocols is not ["icmp"])
            return "it has types of ICMP beside other protocols";
        return section.Find("ipset") is { } set && Set(set) is null ? "its set is not in the document" : null;
    }

    private void Rules(UciSection section)
    {
        foreach (var (from, to) in Ends(section))
        {
            var there = section.Value("name") ?? section.Name;
            string[] path = ["firewall", "rules", names.Of(there)];
            Begin(section, path);
            if (from is not null)
                Draft.Set(ImportContext.Of(section.Find("src")), from, [.. path, "from"]);
            if (to is not null)
                Draft.Set(ImportContext.Of(section.Find("dest")), to, [.. path, "to"]);
            foreach (var end in new[] { section.Find("src"), section.Find("dest") })
                context.Say(end, Fate.Said, ConfigPathOf(path));
            Conditions(section, path, to == Router);
            Draft.Set(
                ImportContext.Of(section.Find("target")), section.Value("target")?.ToLowerInvariant() ?? "drop", [.. path, "action"]);
            Limit(section, path);
            if (section.Find("log") is { } log)
                Draft.Set([log.Source], log.Switch == false ? "false" : "true", [.. path, "log"]);
        }
    }

    /// <summary>Everything that the section says goes with the entry.</summary>
    private void Begin(UciSection section, string[] path)
    {
        var entry = Draft.Map(ImportContext.Of(section.Find("name"), section.Find("enabled")), path);
        entry.Whole = true;
        entry.Inactive = !section.Is("enabled", otherwise: true);
        foreach (var line in new[] { section.Find("counter"), section.Find("utc_time") })
            context.Say(line, Fate.AlwaysSo, "changes nothing of what it matches");
    }

    /// <summary>Pairs of zones; null: any.</summary>
    private IEnumerable<(string? From, string? To)> Ends(UciSection section)
    {
        var (source, destination) = (section.Value("src"), section.Value("dest"));
        var from = source is null ? Router : source == Any ? null : Zone(source);
        if (source is null)
            return [(from, destination is null or Any ? null : Zone(destination))];
        if (destination is null)
            return [(from, Router)];
        // Without a zone that it goes to, a rule here is about what goes to the router as well.
        return destination == Any ? context.Zones.Select(zone => (from, (string?)zone.Name)) : [(from, Zone(destination))];
    }

    private string Zone(string there) => context.Zones.Find(zone => zone.There == there)!.Name;

    private void Conditions(UciSection section, string[] path, bool toRouter)
    {
        var family = section.Find("family") is { } line && Family.Of(line.Value) is { } all ? (line, all) : ((UciLine, string)?)null;
        context.Say(section.Find("family"), family is null ? Fate.AlwaysSo : Fate.Said, ConfigPathOf([.. path, "source"]));
        Addresses(section.All("src_ip"), [.. path, "source"]);
        Addresses(section.All("dest_ip"), [.. path, "destination"]);
        if (section.Find("ipset") is { } set)
            Draft.Add([set.Source], $"@{Set(set)!.Value.Name}", [.. path, Set(set)!.Value.Side]);
        if (family is var (from, word) && !Draft.Has([.. path, "source"]) && !Draft.Has([.. path, "destination"]))
            Draft.Add([from.Source], word, [.. path, "source"]);
        var lines = section.Lines.Where(l => l.Name is "proto" or "dest_port" or "icmp_type").Select(l => l.Source).ToList();
        var types = ServiceWords.Types(section, toRouter);
        var services = types.Count > 0
            ? types
            : ServiceWords.With(ServiceWords.Protocols(section), ServiceWords.Ports(section, "dest_port"))!;
        foreach (var service in services)
            Draft.Add(lines, service, [.. path, "service"]);
        foreach (var source in lines)
            context.Ledger.Say(source, Fate.Said, ConfigPathOf(path));
        Senders(section, path);
        Hours(section, path);
    }

    private void Senders(UciSection section, string[] path)
    {
        Addresses(section.All("src_mac"), [.. path, "mac"]);
        if (section.Find("src_port") is not { } line)
            return;
        foreach (var port in ServiceWords.Ports(section, "src_port"))
            Draft.Add([line.Source], port, [.. path, "source-port"]);
    }

    private static IEnumerable<UciLine> Times(UciSection section) =>
        new[] { section.Find("start_time"), section.Find("stop_time"), section.Find("weekdays") }.OfType<UciLine>();

    /// <summary>A time of day from <c>21:00:00</c> to <c>07:00:00</c>: without one of them from or to midnight.</summary>
    private void Hours(UciSection section, string[] path)
    {
        var (start, stop, days) = (section.Find("start_time"), section.Find("stop_time"), section.Find("weekdays"));
        if (start is not null || stop is not null)
            Draft.Set(ImportContext.Of(start, stop), $"{Minutes(start, "00:00")}-{Minutes(stop, "24:00")}", [.. path, "time"]);
        foreach (var day in days?.Words ?? [])
            Draft.Add([days!.Source], day[..Math.Min(3, day.Length)].ToLowerInvariant(), [.. path, "days"]);
    }

    /// <summary>Without seconds that are none.</summary>
    private static string Minutes(UciLine? line, string otherwise) =>
        line is null ? otherwise : line.Value.Split(':') is [var hours, var minutes, "00"] ? $"{hours}:{minutes}" : line.Value;

    private void Addresses(IEnumerable<UciLine> lines, string[] path)
    {
        foreach (var line in lines)
        {
            foreach (var word in line.Words)
                Draft.Add([line.Source], word, path);
        }
    }

    private void Limit(UciSection section, string[] path)
    {
        if (section.Find("limit") is not { } limit)
            return;
        Draft.Set([limit.Source], Rate(limit.Value), [.. path, "limit"]);
        context.Say(
            section.Find("limit_burst"), section.Value("limit_burst") == UsualBurst ? Fate.AlwaysSo : Fate.Contradicts,
            $"a burst is as many as the rate has, and {UsualBurst} at least");
    }

    /// <summary>The unit may be short there.</summary>
    private static string Rate(string there)
    {
        var parts = there.Split('/', 2);
        var unit = parts.Length < 2 ? "second"
            : Array.Find(["second", "minute", "hour", "day"], u => u.StartsWith(parts[1], StringComparison.Ordinal));
        return $"{parts[0]}/{unit ?? parts[^1]}";
    }

    private void Mark(UciSection section)
    {
        if (section.Find("dest") is not null || section.Find("src") is not { } from || section.Find("set_mark") is not { } mark
            || section.Find("limit") is not null || section.Find("log") is not null)
        {
            context.Rest(section, Fate.NotSayable, "the rule is left out: a mark is a number on what comes from a zone");
            return;
        }
        string[] path = ["firewall", "marks", names.Of(section.Value("name") ?? section.Name)];
        Begin(section, path);
        context.Say(section.Find("target"), Fate.Said, ConfigPathOf(path));
        if (from.Value != Any)
            Draft.Set([from.Source], Zone(from.Value), [.. path, "from"]);
        context.Say(from, Fate.Said, ConfigPathOf(path));
        Conditions(section, path, toRouter: false);
        var number = mark.Value.EndsWith("/0xffffffff", StringComparison.OrdinalIgnoreCase) ? mark.Value[..^11] : mark.Value;
        Draft.Set([mark.Source], Numbers.Decimal(number), [.. path, "mark"]);
    }

    /// <summary>The set that a rule names, and which end of the packet has to be in it. Null: the document has it not.</summary>
    private (string Name, string Side)? Set(UciLine line)
    {
        if (line.Words is not [var name, ..] words || !Draft.Has("firewall", "sets", name))
            return null;
        var match = words.Length > 1 ? words[1]
            : context.Sections("firewall", "ipset").First(set => set.Value("name") == name).All("match").First().Value;
        return (name, match.StartsWith("dest", StringComparison.Ordinal) || match.StartsWith("dst", StringComparison.Ordinal)
            ? "destination" : "source");
    }

    private static string ConfigPathOf(string[] path) => ConfigPath.Join(path);
}
