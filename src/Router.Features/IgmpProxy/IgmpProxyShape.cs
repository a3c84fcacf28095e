using System.Net;
using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.IgmpProxy;

internal static class IgmpProxyShape
{
    public static readonly RecordShape<IgmpProxyConfig> Shape = new RecordShape<IgmpProxyConfig>(
            "IGMP proxy", "IPv4 multicast of a line, such as television, for hosts that join its groups.", () => new() { Upstream = "" })
        .With("upstream", ZoneShape.Interface, p => p.Upstream, (p, v) => p with { Upstream = v },
            "The interface that it comes from.", required: true)
        .With("zones", ZoneShape.Zones, p => p.Zones, (p, v) => p with { Zones = v }, "Zones whose hosts may join.")
        .With("sources", new ListShape<IPNetwork>(NetworkScalars.Prefix), p => p.Sources, (p, v) => p with { Sources = v },
            "Networks of the senders; those on the upstream's own network are always taken.");
}
