using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>Lamps: <c>led</c> of <c>system</c>.</summary>
internal static class LedImport
{
    private const string Netdev = "netdev";

    public static void Run(ImportContext context, UciSection section)
    {
        if (section.Find("sysfs") is not { } sysfs)
        {
            context.Rest(section, Fate.NotSayable, "does not say which lamp");
            return;
        }
        string[] path = ["system", "leds", sysfs.Value];
        var trigger = section.Find("trigger");
        var shines = section.Find("default");
        var word = Trigger(trigger?.Value, shines?.Switch == true);
        var shown = word == Netdev ? section.Find("dev") : null;
        var owner = shown is null ? null : context.Owners.GetValueOrDefault(shown.Value);
        if (word is null || (word == Netdev && owner is null))
        {
            context.Rest(
                section, Fate.NotSayable,
                word is null ? "there is no word for what makes this lamp shine" : "a lamp shows an interface, not the port of one");
            return;
        }
        context.Draft.Set(ImportContext.Of(sysfs, trigger, shines), word, [.. path, "trigger"]);
        context.Say(section.Find("name"), Fate.AlwaysSo, "a lamp goes by the kernel's name");
        if (owner is null)
            return;
        context.Draft.Set([shown!.Source], owner, [.. path, "interface"]);
        foreach (var line in section.All("mode"))
        {
            foreach (var mode in line.Words.Where(mode => mode is "link" or "tx" or "rx"))
                context.Draft.Add([line.Source], mode, [.. path, "mode"]);
        }
    }

    /// <summary>Our word; null: there is none.</summary>
    private static string? Trigger(string? there, bool shines) => there switch
    {
        null or "none" => shines ? "default-on" : "none",
        "default-on" or "heartbeat" or "timer" or "activity" or Netdev => there,
        "disk-activity" or "ide-disk" => "disk",
        _ => null,
    };
}
