using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Mdns;

internal static class MdnsShape
{
    public static readonly RecordShape<MdnsConfig> Shape = new RecordShape<MdnsConfig>(
            "mDNS", "Printers, televisions and speakers that are found by multicast DNS, across zones.", () => new())
        .With("zones", ZoneShape.Zones, m => m.Zones, (m, v) => m with { Zones = v },
            "What is said in one of these zones is heard in the others; what hosts may do there then, policies decide.");
}
