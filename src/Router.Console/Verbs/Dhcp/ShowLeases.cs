using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Dhcp;

internal static class ShowLeases
{
    public static readonly Command Verb =
        Show.Verb<Response.Leases>("leases", "addresses that the DHCP server has given out", new Request.ShowLeases(), Render);

    private static IEnumerable<string> Render(Response.Leases leases, Paint paint) => Table.Format(
        paint,
        ["ADDRESS", "MAC", "NAME", "EXPIRES"],
        [.. leases.Items.Select(l => (IReadOnlyList<string>)
            [l.Address, l.Mac, l.Name ?? "", l.Expires is { } at ? Humane.Time(at) : "never"])]);
}
