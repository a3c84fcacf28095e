using Router.Api.Contract;
using Router.Core.Edges;
using Router.Daemon.Edges;

namespace Router.Daemon.Status.Frr;

/// <summary>What FRR's bgpd says of its neighbours; nothing where it does not run.</summary>
internal sealed class BgpReader : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowBgp>((_, _) => ReadAsync())];

    private static async Task<Response> ReadAsync()
    {
        if (await BgpTable.ReadAsync(CancellationToken.None) is not { } result)
            return new Response.Bgp(null, null, []);
        return BgpSummary.TryParse(result.Output, out var bgp) ? bgp : throw new ApplyException("show bgp", 0, result.Words);
    }
}
