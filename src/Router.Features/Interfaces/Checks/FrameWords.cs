using Router.Core.Values;
using Router.Documents.Checks;
using Router.Features.Interfaces.Kinds;
using Router.Features.Validation;

namespace Router.Features.Interfaces.Checks;

/// <summary>Words about an interface's Ethernet frames: its hardware address, and the priority in a VLAN's tags.</summary>
internal static class FrameWords
{
    public static void Check(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, config) in subject.Config.Interfaces)
        {
            if (config.EgressPriority.Count > 0 && config.Made is not VlanConfig)
                findings.Refuse(
                    ["interfaces", name, "egress-priority"], "only a VLAN has tags with a priority",
                    "delete egress-priority, or say it of the VLAN");
            if (config.Mac is not null)
                Mac(subject, findings, name, config);
        }
    }

    private static void Mac(ValidationSubject subject, Findings findings, string name, InterfaceConfig config)
    {
        string[] path = ["interfaces", name, "mac"];
        if (!NeighbourValidator.HasFrames(config))
            findings.Refuse(path, $"{name} has no hardware addresses on its link", "delete mac");
        else if (subject.Config.Interfaces
            .FirstOrDefault(i => i.Value.Made is BondConfig && IsMember(i.Value, name, config)).Key is { } bond)
            findings.Refuse(path, $"is a port of {bond}, which has one address for all of them", $"set interfaces {bond} mac");
    }

    private static bool IsMember(InterfaceConfig bond, string name, InterfaceConfig config) => bond.Members.Any(
        member => member == config.Device || member == new DeviceReference(DeviceReferenceKind.Name, name));
}
