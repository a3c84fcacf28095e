using Router.Api.Contract;
using Router.Core.Mappings;
using Router.Core.Values;
using Router.Daemon.Mappings;

namespace Router.Daemon.Status.Mappings;

/// <summary>What the service that hosts ask for ports knows of them.</summary>
internal sealed class MappingReader(MappingService service, TimeProvider time) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowMappings>((_, _) => Read())];

    private Response.Mappings Read()
    {
        var (report, since) = (service.Report, time.GetLocalNow() - service.Now);
        return new Response.Mappings(
            report.IsOn, report.Place?.Address.ToString(),
            [
                .. report.Mappings.OrderBy(mapping => mapping.ExternalPort).ThenBy(mapping => mapping.Protocol)
                    .Select(mapping => Status(mapping, since + mapping.Until)),
            ]);
    }

    private static MappingStatus Status(PortMapping mapping, DateTimeOffset until) => new(
        mapping.Protocol == TransportProtocol.Tcp ? "tcp" : "udp", mapping.ExternalPort, $"{mapping.Host}", mapping.InternalPort,
        mapping.Origin switch
        {
            MappingOrigin.NatPmp => "nat-pmp",
            MappingOrigin.Pcp => "pcp",
            _ => "upnp",
        },
        until, mapping.Description);
}
