using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary><c>ipset</c>, <c>redirect</c> and <c>nat</c> of <c>firewall</c>.</summary>
internal sealed class TranslationImport(ImportContext context)
{
    private Draft Draft => context.Draft;

    /// <summary>Before the rules, which name them.</summary>
    public void Sets()
    {
        foreach (var section in context.Sections("firewall", "ipset"))
            Set(section);
    }

    public void Run()
    {
        var names = new Names("forward");
        foreach (var section in context.Sections("firewall", "redirect"))
            Forward(section, names);
        foreach (var section in context.Sections("firewall", "nat"))
            Source(section);
    }

    private void Set(UciSection section)
    {
        var matches = section.All("match").SelectMany(line => line.Words).ToList();
        var isAddresses = matches is [var one] && one.Split('_')[^1] is "ip" or "net";
        if (section.Find("name") is not { } name || !isAddresses || section.Find("loadfile") is not null
            || section.Find("timeout") is not null
            || !section.Is("enabled", otherwise: true))
        {
            context.Rest(section, Fate.NotSayable, "the set is left out: a set is addresses that stand in the document");
            return;
        }
        Draft.List([name.Source, .. ImportContext.Of(section.Find("match"), section.Find("enabled"))], "firewall", "sets", name.Value);
        foreach (var line in section.All("entry"))
        {
            foreach (var word in line.Words)
                Draft.Add([line.Source], word, "firewall", "sets", name.Value);
        }
    }

    private void Forward(UciSection section, Names names)
    {
        if (Unsayable(section) is { } why)
        {
            context.Rest(section, Fate.NotSayable, $"the forward is left out: {why}");
            return;
        }
        var (ports, from) = (section.Find("src_dport")!, section.Find("src")!);
        string[] path = ["firewall", "nat", "forwards", names.Of(section.Value("name") ?? section.Name)];
        var entry = Draft.Map(
            ImportContext.Of(section.Find("name"), section.Find("target"), section.Find("dest"), section.Find("enabled"),
                section.Find("family")),
            path);
        entry.Whole = true;
        entry.Inactive = !section.Is("enabled", otherwise: true);
        Draft.Set([from.Source], context.Zones.Find(zone => zone.There == from.Value)!.Name, [.. path, "from"]);
        SourceLine[] lines = [ports.Source, .. section.All("proto").Select(line => line.Source)];
        foreach (var service in ServiceWords.With(ServiceWords.Protocols(section), ServiceWords.Ports(section, "src_dport"))!)
            Draft.Add(lines, service, [.. path, "service"]);
        Draft.Set(ImportContext.Of(section.Find("dest_ip")), section.Value("dest_ip")!, [.. path, "to"]);
        if (section.Find("dest_port") is { } port && port.Value != ports.Value)
            Draft.Set([port.Source], port.Value, [.. path, "to-port"]);
        else
            context.Say(section.Find("dest_port"), Fate.AlwaysSo, "the port stays the same");
        var reflection = section.Find("reflection");
        context.Say(
            reflection, reflection?.Switch == false ? Fate.Contradicts : Fate.AlwaysSo,
            "hosts inside reach it by the outer address as well");
    }

    private string? Unsayable(UciSection section)
    {
        var unknown = section.Lines.Find(line =>
            line.Name is not ("name" or "src" or "dest" or "proto" or "src_dport" or "dest_ip" or "dest_port"
            or "target" or "enabled" or "family" or "reflection"));
        if (unknown is not null)
            return $"there is no word for {unknown.Name}";
        if (!"DNAT".Equals(section.Value("target") ?? "DNAT", StringComparison.OrdinalIgnoreCase))
            return "addresses that are left with are said by firewall nat source";
        if (context.Zones.TrueForAll(zone => zone.There != section.Value("src")))
            return "the zone that it comes from is not in the document";
        if (section.Find("dest_ip") is null || section.Find("src_dport") is null)
            return section.Find("dest_ip") is null ? "it names no host" : "it names no port";
        return ServiceWords.With(ServiceWords.Protocols(section), ServiceWords.Ports(section, "src_dport")) is null
            ? "it has ports of a protocol without any"
            : null;
    }

    private void Source(UciSection section)
    {
        var unknown = section.Lines.Find(line =>
            line.Name is not ("name" or "src" or "src_ip" or "snat_ip" or "target" or "proto" or "enabled"
            or "family"));
        var zone = context.Zones.Find(zone => zone.There == section.Value("src"));
        if (unknown is not null || zone is null || section.Value("target")?.ToUpperInvariant() != "SNAT"
            || section.Find("snat_ip") is not { } own
            || (section.Find("proto") is not null && ServiceWords.Protocols(section).Count > 0))
        {
            context.Rest(section, Fate.NotSayable, "only addresses of all that leaves to a zone are said, by firewall nat source");
            return;
        }
        string[] path = ["firewall", "nat", "source", section.Value("name") ?? section.Name ?? $"to {zone.Name}"];
        var entry = Draft.Map(
            ImportContext.Of(
                section.Find("name"), section.Find("target"), section.Find("proto"), section.Find("enabled"), section.Find("family")),
            path);
        entry.Whole = true;
        entry.Inactive = !section.Is("enabled", otherwise: true);
        Draft.Set(ImportContext.Of(section.Find("src")), zone.Name, [.. path, "to"]);
        foreach (var line in section.All("src_ip"))
            Draft.Add([line.Source], line.Value, [.. path, "source"]);
        Draft.Set([own.Source], own.Value, [.. path, "address"]);
    }
}
