using Router.Core.Shapes;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces;

/// <summary><c>interfaces BRIDGE vlans PORT</c>.</summary>
public sealed record PortVlanConfig
{
    private const int Last = 4094;

    /// <summary>Its frames come and go without a tag; null: none does.</summary>
    public int? Untagged { get; init; }

    public ValueList<int> Tagged { get; init; } = [];

    internal static readonly MapShape<DeviceReference, PortVlanConfig> Map = new(
        NetworkScalars.Device,
        new RecordShape<PortVlanConfig>("port's VLANs", "Without tagged and untagged nothing passes the port.", () => new())
            .WithValue("untagged", Scalars.Number(1, Last, example: "10"), v => v.Untagged, (v, x) => v with { Untagged = x },
                "The VLAN of frames without a tag, both ways.")
            .With("tagged", new ListShape<int>(Scalars.Number(1, Last, example: "20")), v => v.Tagged, (v, x) => v with { Tagged = x },
                "VLANs whose frames carry their tag."));

    internal ValueList<PortVlan> Vlans => Tagged.Select(id => new PortVlan(id, false, false))
        .Concat(Untagged is { } own ? [new PortVlan(own, true, true)] : [])
        .OrderBy(v => v.Id).ToValueList();
}
