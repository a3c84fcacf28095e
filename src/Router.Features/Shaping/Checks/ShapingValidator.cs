using Router.Documents.Checks;
using Router.Features.Interfaces.Checks;
using Router.Features.Validation;

namespace Router.Features.Shaping.Checks;

/// <summary>Shaping says a rate, on an interface with a line, and finds the name of its link free.</summary>
internal sealed class ShapingValidator : SectionValidator
{
    public ShapingValidator() => Check((subject, findings) =>
    {
        var names = new Dictionary<string, string>();
        foreach (var (name, config) in subject.Config.Interfaces)
        {
            if (config.Shaping is not { } shaping)
                continue;
            string[] path = ["interfaces", name, "shaping"];
            if (config.Loopback)
                findings.Refuse(path, "nothing leaves by the loopback", "delete shaping");
            if (shaping is { Up: null, Down: null })
                findings.Refuse(path, "says no rate", "add up, down or both, a little below those of the line");
            if (shaping.Down is null)
                continue;
            var link = ShapingLinks.Name(name);
            if ((LinkNames.Owner(subject, link) ?? Taken(subject, link)) is { } owner)
                findings.Refuse(
                    [.. path, "down"], $"makes a link {link}, which is {owner} already", $"choose another name for {link} or for {name}");
            else if (!names.TryAdd(link, name))
                findings.Refuse(
                    [.. path, "down"], $"makes a link {link}, which is that of {names[link]} already",
                    "choose a shorter name for the interface");
        }
    });

    private static string? Taken(ValidationSubject subject, string link) =>
        subject.Config.Mesh.ContainsKey(link) ? "a mesh" : subject.Config.Routing.Vrfs.ContainsKey(link) ? "a VRF" : null;
}
