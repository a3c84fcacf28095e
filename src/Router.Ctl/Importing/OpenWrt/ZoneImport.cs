using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>
/// <c>defaults</c>, <c>zone</c> and <c>forwarding</c> of <c>firewall</c>. What neither a rule nor a forwarding names goes by the zone's
/// word, and between two zones by that of the defaults; here that is a policy, or none where it is dropped anyway.
/// </summary>
internal sealed class ZoneImport(ImportContext context)
{
    /// <summary>The document's word for the device itself, which no zone may have.</summary>
    private const string Router = "router", Reserved = "router-zone";

    private const string Accept = "accept", Drop = "drop";

    private readonly UciSection? defaults = context.Sections("firewall", "defaults").FirstOrDefault();

    private Draft Draft => context.Draft;

    public void Zones()
    {
        foreach (var section in context.Sections("firewall", "zone"))
            Zone(section);
        if (defaults is not null)
            Defaults(defaults);
    }

    /// <summary>After the rules: a forwarding of one family is a rule behind all others.</summary>
    public void Policies(Names names)
    {
        foreach (var section in context.Sections("firewall", "forwarding"))
            Forwarding(section, names);
        foreach (var zone in context.Zones)
            Own(zone);
        Between();
    }

    private void Zone(UciSection section)
    {
        if (section.Find("name") is not { } name)
        {
            context.Rest(section, Fate.NotSayable, "a zone without a name");
            return;
        }
        var zone = name.Value == Router ? Reserved : name.Value;
        var members = 0;
        foreach (var line in section.All("network"))
        {
            foreach (var word in line.Words)
            {
                if (!context.Interfaces.TryGetValue(word, out var link))
                    context.Say(line, Fate.NotSayable, $"there is no interface {word} in the document");
                else if (Draft.Set([line.Source], zone, "interfaces", link, "zone"))
                    members++;
            }
        }
        if (members == 0)
        {
            context.Rest(section, Fate.NotSayable, "the zone is left out: no interface of the document is in it");
            return;
        }
        context.Say(name, Fate.Said, $"zone {zone}");
        context.Zones.Add(new(zone, name.Value, section, Masquerade(section, zone)));
    }

    private bool Masquerade(UciSection section, string zone)
    {
        if (section.Find("masq") is not { Switch: true } masquerade)
        {
            context.Say(section.Find("masq"), Fate.AlwaysSo, "a zone is masqueraded where the document says so");
            return false;
        }
        if (section.Find("masq_src") is null && section.Find("masq_dest") is null)
        {
            Draft.Add([masquerade.Source], zone, "firewall", "nat", "masquerade");
            return true;
        }
        context.Say(masquerade, Fate.NotSayable, "a zone is masqueraded for everybody: the zone is left as it is");
        return false;
    }

    private void Defaults(UciSection section)
    {
        var alone = context.Interfaces.Values.FirstOrDefault(name => !Draft.Has("interfaces", name, "zone"));
        if (alone is not null && section.Value("input")?.ToLowerInvariant() is Accept)
            context.Say(section.Find("input"), Fate.Contradicts, $"{alone} is in no zone: nothing passes there");
        if (section.Find("flow_offloading") is { Switch: true } offload)
        {
            var hardware = section.Find("flow_offloading_hw");
            Draft.Set(
                ImportContext.Of(offload, hardware), hardware?.Switch == true ? "hardware" : "software", "firewall", "fast-path");
        }
        foreach (var (there, here) in new[] { ("accept_redirects", "accept-redirects"), ("accept_source_route", "source-routing") })
        {
            if (section.Find(there) is { Switch: true } line)
                Draft.Set([line.Source], "true", "system", "hardening", here);
        }
    }

    private void Forwarding(UciSection section, Names names)
    {
        var lines = section.Lines.Select(line => line.Source).ToList();
        var unknown = section.Lines.Find(line => line.Name is not ("name" or "src" or "dest" or "enabled" or "family"));
        var (from, to) = (Matching(section.Value("src")), Matching(section.Value("dest")));
        if (unknown is not null || from.Count == 0 || to.Count == 0)
        {
            var why = unknown is not null ? $"there is no word for {unknown.Name}" : "its zones are not in the document";
            context.Rest(section, Fate.NotSayable, $"the forwarding is left out: {why}");
            return;
        }
        if (!section.Is("enabled", otherwise: true))
        {
            context.Rest(section, Fate.AlwaysSo, "a forwarding that is not there");
            return;
        }
        var family = Family.Of(section.Value("family"));
        foreach (var (one, other) in from.SelectMany(one => to.Where(other => other != one).Select(other => (one, other))))
        {
            if (family is null)
            {
                Draft.Set(lines, Accept, "firewall", "policies", $"{one} -> {other}");
                continue;
            }
            string[] path = ["firewall", "rules", names.Of($"{one} to {other}")];
            Draft.Map(lines, path).Whole = true;
            Draft.Set([], one, [.. path, "from"]);
            Draft.Set([], other, [.. path, "to"]);
            Draft.Add([], family, [.. path, "source"]);
            Draft.Set([], Accept, [.. path, "action"]);
        }
    }

    private List<string> Matching(string? there) =>
        [.. context.Zones.Where(zone => there == "*" || zone.There == there).Select(zone => zone.Name)];

    /// <summary>To the router, from it, and within the zone.</summary>
    private void Own(ImportedZone zone)
    {
        foreach (var (way, pair, usual) in new[]
        {
            ("input", $"{zone.Name} -> {Router}", Drop),
            ("output", $"{Router} -> {zone.Name}", Accept),
            ("forward", $"{zone.Name} -> {zone.Name}", Drop),
        })
        {
            var line = zone.Section.Find(way);
            var general = defaults?.Find(way);
            var verdict = (line ?? general)?.Value.ToLowerInvariant() ?? Drop;
            if (verdict != usual)
                Draft.Set(ImportContext.Of(line ?? general), verdict, "firewall", "policies", pair);
            else
                context.Say(line, Fate.AlwaysSo, way == "output" ? "the router may send" : "what no policy names is dropped");
        }
    }

    /// <summary>From one zone to another where no forwarding is.</summary>
    private void Between()
    {
        var general = defaults?.Find("forward");
        var verdict = general?.Value.ToLowerInvariant() ?? Drop;
        foreach (var (from, to) in context.Zones.SelectMany(from => context.Zones.Select(to => (from.Name, to.Name))))
        {
            if (from != to && verdict != Drop && !Draft.Has("firewall", "policies", $"{from} -> {to}"))
                Draft.Set(ImportContext.Of(general), verdict, "firewall", "policies", $"{from} -> {to}");
        }
        foreach (var way in new[] { "input", "output", "forward" })
            context.Say(defaults?.Find(way), Fate.AlwaysSo, "each zone says its own");
    }
}
