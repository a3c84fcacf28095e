using Router.Api.Contract;
using Router.Daemon.Engine;
using Router.Linux.Edges.Netlink;

namespace Router.Daemon.Status.Shaping;

/// <summary>The pace of lines as the document has it, with what the kernel counts.</summary>
internal sealed class ShapingReader(ConfigurationEngine engine, Device device) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowShaping>(async (_, _) => await ReadAsync(CancellationToken.None))];

    private async Task<Response> ReadAsync(CancellationToken stopping)
    {
        var config = engine.Running.Content.Config;
        var shaped = config.Interfaces.Where(entry => entry.Value.Shaping is not null).ToList();
        if (shaped.Count == 0)
            return new Response.Shaping([]);
        var (topology, links) = await device.TopologyAsync(config, stopping);
        var queues = QueueCounts.Read(links);
        return new Response.Shaping(
        [
            .. from entry in shaped
               from way in ShapingCounts.Ways(entry.Key, topology.KernelName(entry.Key, entry.Value), entry.Value.Shaping!)
               select ShapingCounts.Status(way, way.Link is { } link ? queues.GetValueOrDefault(link) : null),
        ]);
    }
}
