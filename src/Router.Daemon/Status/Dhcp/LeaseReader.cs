using Router.Api.Contract;
using Router.Daemon.Edges;

namespace Router.Daemon.Status.Dhcp;

/// <summary>The leases that dnsmasq has given out.</summary>
internal sealed class LeaseReader(RuntimePaths paths) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowLeases>((_, _) => Read())];

    private Response.Leases Read() => new(LeaseList.Parse(string.Join('\n', LogTail.Read(paths.Leases, int.MaxValue))));
}
