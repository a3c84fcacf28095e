using System.Globalization;
using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Mappings;

internal static class ShowMappings
{
    public static readonly Command Verb = Show.Verb<Response.Mappings>(
        "mappings", "ports of the outer address that hosts asked for: whose, by what, until when", new Request.ShowMappings(), Render);

    private static IEnumerable<string> Render(Response.Mappings mappings, Paint paint)
    {
        if (!mappings.Enabled)
            return ["hosts cannot ask for ports: services mappings lets them"];
        if (mappings.Items.Count == 0)
            return [$"no host asked for a port of {mappings.Address ?? "the outer address, which is not there"}"];
        return Table.Format(
            paint,
            ["OUTSIDE", "HOST", "BY", "UNTIL", "DESCRIPTION"],
            [.. mappings.Items.Select(mapping => (IReadOnlyList<string>)
            [
                $"{mappings.Address} {mapping.Protocol}/{mapping.Port}".TrimStart(),
                $"{mapping.Host}:{mapping.HostPort}",
                mapping.By,
                mapping.Until.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                mapping.Description,
            ])]);
    }
}
