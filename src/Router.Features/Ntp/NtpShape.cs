using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Ntp;

internal static class NtpShape
{
    public static readonly RecordShape<NtpConfig> Shape = new RecordShape<NtpConfig>(
            "NTP", "The router's time, for hosts of some zones.", () => new())
        .With("zones", ZoneShape.Zones, n => n.Zones, (n, v) => n with { Zones = v }, "Where it answers.");
}
