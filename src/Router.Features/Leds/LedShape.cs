using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Leds;

internal static class LedShape
{
    private const int Longest = 64;

    private static readonly (string Word, LedTrigger Value, string Kernel, string Help)[] Triggers =
    [
        ("none", LedTrigger.None, "none", "it is dark"), ("default-on", LedTrigger.DefaultOn, "default-on", "it shines"),
        ("heartbeat", LedTrigger.Heartbeat, "heartbeat", "it beats, the faster the more the machine does"),
        ("timer", LedTrigger.Timer, "timer", "it blinks, once a second"),
        ("activity", LedTrigger.Activity, "activity", "it flickers as processors work"),
        ("disk", LedTrigger.Disk, "disk-activity", "it flickers as disks work"),
        ("netdev", LedTrigger.Netdev, "netdev", "it shows what an interface does"),
    ];

    private static readonly ScalarShape<LedTrigger> Trigger =
        Scalars.Choice("trigger", [.. Triggers.Select(trigger => (trigger.Word, trigger.Value, trigger.Help))]);

    private static readonly ScalarShape<LedMode> Mode = Scalars.Choice(
        "mode", ("link", LedMode.Link, "it shines while there is a carrier"), ("tx", LedMode.Tx, "it flickers when something leaves"),
        ("rx", LedMode.Rx, "it flickers when something arrives"));

    /// <summary>A name of a folder: <c>green:wan</c>, <c>mmc0::</c>.</summary>
    private static readonly ScalarShape<string> Name = Scalars.Text(
        "lamp", "green:wan",
        check: text => text.Length is > 0 and <= Longest && text[0] != '.'
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '-' or '_' or '.')
            ? null
            : "is no lamp: its name in /sys/class/leds, of letters, digits and :-_.");

    public static readonly MapShape<string, LedConfig> Map = new(
        Name,
        new RecordShape<LedConfig>("lamp", "What makes a lamp of the machine shine.", () => new())
            .WithValue("trigger", Trigger, l => l.Trigger, (l, v) => l with { Trigger = v }, "What makes it shine.", required: true)
            .With("interface", ZoneShape.Interface, l => l.Interface, (l, v) => l with { Interface = v }, "Of netdev: whose.")
            .With("mode", new ListShape<LedMode>(Mode), l => l.Mode, (l, v) => l with { Mode = v },
                "Of netdev: what of it; without a word all of it."));

    public static string Word(LedTrigger trigger) => Array.Find(Triggers, known => known.Value == trigger).Word;

    public static string Kernel(LedTrigger trigger) => Array.Find(Triggers, known => known.Value == trigger).Kernel;
}
