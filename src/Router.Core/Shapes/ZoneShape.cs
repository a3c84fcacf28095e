using Router.Documents.Shapes;

namespace Router.Core.Shapes;

/// <summary>Names of zones, interfaces and routing domains.</summary>
internal static class ZoneShape
{
    /// <summary>A zone that has interfaces.</summary>
    public static readonly ScalarShape<string> Zone = Scalars.Text("zone", "lan", NetworkNames.Zone, CarriedName.Check);

    /// <summary>A zone, or <c>router</c>.</summary>
    public static readonly ScalarShape<string> ZoneOrRouter = Scalars.Text("zone", "lan", NetworkNames.ZoneOrRouter, CarriedName.Check);

    public static readonly ListShape<string> Zones = new(Zone);

    /// <summary>Of a routing domain: also the kernel's name of its link.</summary>
    public static readonly ScalarShape<string> Vrf = Scalars.Text("VRF", "blue", check: CarriedName.CheckMadeLink);

    public static readonly ScalarShape<string> Interface = Scalars.Text("interface", "lan", NetworkNames.Interface, CarriedName.Check);
}
