using System.Globalization;
using Router.Core.State.Links;
using Router.Documents.Checks;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces.Kinds;

/// <summary><c>interfaces NAME vlan</c> (802.1Q) and <c>qinq</c> (802.1ad, the outer tag): 1 to 4094.</summary>
public sealed record VlanConfig(int Id, bool ServiceTag) : VirtualConfig
{
    private const int Last = 4094;

    internal override OnUse On => OnUse.Required;

    internal static ScalarShape<VlanConfig> Shape(bool serviceTag) => new(
        "number",
        (string text, out VlanConfig value) =>
        {
            var number = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id is > 0 and <= Last;
            value = new VlanConfig(id, serviceTag);
            return number ? null : $"is not a VLAN from 1 to {Last}";
        },
        vlan => vlan.Id.ToString(CultureInfo.InvariantCulture))
    {
        JsonType = "integer",
        Bounds = (1, Last),
        ExampleText = "30",
    };

    internal override LinkSettings Settings(VirtualContext context) => new VlanLink(context.On!, Id, ServiceTag)
    {
        Egress =
        [
            .. context.Itself.EgressPriority.Where(e => e.Value != 0).OrderBy(e => e.Key).Select(e => new VlanPriority(e.Key, e.Value)),
        ],
    };

    internal override void Check(ILinkSurroundings around, Findings findings, string[] path, string name, InterfaceConfig itself)
    {
        var twin = around.Interfaces
            .TakeWhile(i => i.Key != name)
            .FirstOrDefault(i => i.Value.On == itself.On && itself.On is not null && i.Value.Virtual.Values.Contains(this)).Key;
        if (twin is not null)
            findings.Refuse(path, $"{twin} is VLAN {Id} on {itself.On} already", "choose another number");
    }
}
