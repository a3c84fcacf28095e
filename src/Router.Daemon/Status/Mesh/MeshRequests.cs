using System.Net;
using Router.Api.Contract;
using Router.Daemon.Engine;
using Router.Daemon.Mesh;
using Router.Mesh.Events;

namespace Router.Daemon.Status.Mesh;

/// <summary>The requests about meshes.</summary>
internal sealed class MeshRequests(MeshService service, MeshStatusReader reader, MeshMonitor monitor) : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Of<Request.ShowMesh>((show, _) => reader.Read(show.Topic)),
        Handler.Of<Request.ShowMeshPath>((show, _) => reader.PathTo(show.Address)),
        Handler.Logged<Request.PurgeMesh>((purge, _) => Purge(purge.Address)),
        Handler.Streamed<Request.MonitorMesh>((_, stopping) => monitor.Watch(stopping)),
    ];

    private Response.Done Purge(string? text)
    {
        IPAddress? address = null;
        if (text is not null && !IPAddress.TryParse(text, out address))
            throw new NotFoundException($"\"{text}\" is no address", "show mesh cache lists them");
        if (address is not null && !reader.Knows(address))
            throw new NotFoundException(
                $"no mesh has {address} in its cache or among its shortcuts", "show mesh cache and show mesh shortcuts list them");
        foreach (var runner in service.Runners.Values)
            runner.Tell(new MeshEvent.PurgeAsked(address));
        return new Response.Done(address is null ? "everything is learned again" : $"{address} is forgotten");
    }
}
