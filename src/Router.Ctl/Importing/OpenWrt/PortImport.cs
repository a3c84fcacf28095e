using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>What ports are told: options of <c>device</c>, and packets over processors.</summary>
internal static class PortImport
{
    private const string Interfaces = "interfaces", Ethernet = "ethernet";

    /// <summary>Of the device that our interface stands for.</summary>
    public static void Device(ImportContext context, UciSection section, string name)
    {
        if (section.Find("speed") is { } speed)
            context.Draft.Set([speed.Source], speed.Value, Interfaces, name, Ethernet, "speed");
        if (section.Find("duplex") is { } duplex)
            context.Draft.Set(
                [duplex.Source], duplex.Value is "full" or "1" ? "full" : duplex.Value is "half" or "0" ? "half" : duplex.Value,
                Interfaces, name, Ethernet, "duplex");
        if (section.Find("autoneg") is { Switch: { } negotiated } autoneg)
            context.Draft.Set([autoneg.Source], Word(negotiated), Interfaces, name, Ethernet, "autonegotiation");
        if (section.Find("gro") is { Switch: { } together } gro)
            context.Draft.Set([gro.Source], Word(together), Interfaces, name, Ethernet, "offloads", "gro");
        Pause(context, section, name);
    }

    /// <summary>After all interfaces: those with ports.</summary>
    public static void Steering(ImportContext context)
    {
        var line = context.Sections("network", "globals").Select(section => section.Find("packet_steering"))
            .FirstOrDefault(line => line is not null);
        if (line is null)
            return;
        if (line.Switch != false)
        {
            context.Say(line, Fate.AlwaysSo, "packets are spread over all processors");
            return;
        }
        foreach (var node in context.Draft.Find([Interfaces])?.Children ?? [])
        {
            if (node.Find("device") is not null || node.Find("bridge") is not null)
                context.Draft.Set([line.Source], "false", Interfaces, node.Key, "steering");
        }
    }

    private static void Pause(ImportContext context, UciSection section, string name)
    {
        var (rx, tx) = (section.Find("rxpause"), section.Find("txpause"));
        if (rx is null && tx is null)
            return;
        var word = (rx?.Switch ?? true, tx?.Switch ?? true) switch
        {
            (true, true) => "both",
            (true, false) => "rx",
            (false, true) => "tx",
            _ => "off",
        };
        context.Draft.Set(ImportContext.Of(rx, tx), word, Interfaces, name, Ethernet, "pause");
    }

    private static string Word(bool on) => on ? "true" : "false";
}
