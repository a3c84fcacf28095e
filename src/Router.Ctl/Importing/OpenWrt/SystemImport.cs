using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary><c>system</c>, <c>timeserver</c>, <c>dropbear</c> and the keys that may log in.</summary>
internal sealed class SystemImport(ImportContext context)
{
    /// <summary>Whoever was root there; root is no user of a document.</summary>
    private const string Admin = "admin";

    private Draft Draft => context.Draft;

    public void Run()
    {
        foreach (var section in context.Sections("system", "system"))
        {
            System(section);
            LogImport.Run(context, section);
        }
        foreach (var section in context.Sections("system", "led"))
            LedImport.Run(context, section);
        new CrontabImport(context).Run();
        PortImport.Steering(context);
        foreach (var section in context.Sections("system", "timeserver"))
            Time(section);
        Keys();
        foreach (var section in context.Sections("dropbear", "dropbear"))
            Ssh(section);
    }

    private void System(UciSection section)
    {
        if (section.Find("hostname") is { } name)
            Draft.Set([name.Source], name.Value, "system", "hostname");
        var (zone, rule) = (section.Find("zonename"), section.Find("timezone"));
        if (zone is not null)
        {
            Draft.Set([zone.Source], zone.Value.Replace(' ', '_'), "system", "time-zone");
            context.Say(rule, Fate.AlwaysSo, "the zone's name says its rules");
        }
        else if (rule is { Value: "UTC" or "UTC0" or "GMT0" })
        {
            Draft.Set([rule.Source], "UTC", "system", "time-zone");
        }
        else
        {
            context.Say(rule, Fate.NotSayable, "a zone goes by its name, such as Europe/Oslo");
        }
    }

    private void Time(UciSection section)
    {
        var enabled = section.Find("enabled") ?? section.Find("enable");
        context.Say(enabled, Fate.Said, "system ntp");
        if (enabled?.Switch == false)
        {
            context.Rest(section, Fate.AlwaysSo, "without servers the clock is left alone");
            return;
        }
        foreach (var line in section.All("server"))
            Array.ForEach(line.Words, word => Draft.Add([line.Source], word, "system", "ntp"));
        if (section.Find("enable_server") is not { } server)
            return;
        context.Say(server, server.Switch == true ? Fate.Said : Fate.AlwaysSo, "services ntp");
        foreach (var zone in Inside().TakeWhile(_ => server.Switch == true))
            Draft.Add([server.Source], zone, "services", "ntp", "zones");
    }

    private void Keys()
    {
        for (var i = 0; i < context.Files.Keys.Count; i++)
        {
            var key = context.Files.Keys[i].Trim();
            if (key.Length == 0 || key[0] == '#')
                continue;
            var line = new SourceLine(OpenWrtFiles.KeysPath, i + 1, "authorized_keys");
            Draft.Set([], "admin", "system", "users", Admin, "role");
            Draft.Add([line], key, "system", "users", Admin, "keys");
        }
    }

    private void Ssh(UciSection section)
    {
        if (section.Find("enable") is { Switch: false } off)
        {
            context.Say(off, Fate.Said, "no services ssh");
            return;
        }
        context.Say(section.Find("enable"), Fate.Said, "services ssh");
        var named = section.All("Interface").Concat(section.All("interface")).ToList();
        foreach (var line in named)
        {
            foreach (var zone in context.Zones.Where(zone => IsIn(line, zone)))
                Draft.Add([line.Source], zone.Name, "services", "ssh", "zones");
        }
        foreach (var zone in Inside().TakeWhile(_ => named.Count == 0))
            Draft.Add([section.Source], zone, "services", "ssh", "zones");
        if ((section.Find("Port") ?? section.Find("port")) is { } port)
            Draft.Set([port.Source], port.Value, "services", "ssh", "port");
        foreach (var line in section.Lines.Where(line => line.Name is "PasswordAuth" or "RootPasswordAuth" or "RootLogin"))
            context.Say(
                line, line.Switch == true || line.Name == "RootLogin" ? Fate.Contradicts : Fate.AlwaysSo,
                "people log in by name, with keys alone");
    }

    private static bool IsIn(UciLine line, ImportedZone zone) =>
        line.Words.Any(word => zone.Section.All("network").Any(network => network.Words.Contains(word)));

    /// <summary>Zones whose hosts may reach the router: what it offers to everybody there, it offers to them here.</summary>
    private IEnumerable<string> Inside() => context.Zones
        .Where(zone => Draft.Find(["firewall", "policies", $"{zone.Name} -> router"])?.Text == "accept")
        .Select(zone => zone.Name);
}
