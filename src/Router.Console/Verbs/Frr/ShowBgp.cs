using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Frr;

internal static class ShowBgp
{
    public static readonly Command Verb = Show.Verb<Response.Bgp>("bgp", "whom this router speaks BGP with", new Request.ShowBgp(), Render);

    private static IEnumerable<string> Render(Response.Bgp bgp, Paint paint)
    {
        if (bgp.As is null)
            return [paint.Dim("no BGP runs here; mesh NAME bgp as NUMBER begins it")];
        var apart = bgp.Items.Any(n => n.Vrf is not null);
        var rows = bgp.Items.Select(n => (IReadOnlyList<string>)
        [
            n.Address,
            .. apart ? [n.Vrf ?? "-"] : Array.Empty<string>(),
            $"{n.As}",
            n.State,
            n.Seconds is { } seconds ? Humane.Duration(seconds) : "never",
            $"{n.Received}",
            $"{n.Sent}",
        ]).ToList();
        return
        [
            $"AS {bgp.As}, router ID {bgp.RouterId}",
            .. Table.Format(
                paint, ["NEIGHBOUR", .. apart ? ["VRF"] : Array.Empty<string>(), "AS", "STATE", "FOR", "RECEIVED", "SENT"], rows),
        ];
    }
}
