using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Leds.Checks;

/// <summary>A lamp that shows an interface says which, and no other does.</summary>
internal sealed class LedValidator : SectionValidator
{
    public LedValidator() => Check((subject, findings) =>
    {
        foreach (var (name, led) in subject.Config.System.Leds)
        {
            string[] path = ["system", "leds", name];
            if (led is { Trigger: LedTrigger.Netdev, Interface: null })
                findings.Refuse(path, "does not say whose traffic it shows", "add interface");
            if (led is { Trigger: not LedTrigger.Netdev, Interface: not null })
                findings.Refuse([.. path, "interface"], $"a lamp on {LedShape.Word(led.Trigger)} shows no interface", "trigger: netdev");
            else if (led.Interface is { } shown && !subject.Config.Interfaces.ContainsKey(shown))
                findings.Unknown([.. path, "interface"], "interface", shown, subject.Config.Interfaces.Keys);
            if (led is { Trigger: not LedTrigger.Netdev, Mode.Count: > 0 })
                findings.Refuse(
                    [.. path, "mode"], $"a lamp on {LedShape.Word(led.Trigger)} has no mode", "trigger: netdev, or delete mode");
        }
    });
}
