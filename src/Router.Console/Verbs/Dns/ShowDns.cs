using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Dns;

internal static class ShowDns
{
    public static readonly Command Verb = Show.Verb<Response.Dns>(
        "dns", "the resolver: answers from its cache, and the servers that it asks", new Request.ShowDns(), Render);

    private static IEnumerable<string> Render(Response.Dns dns, Paint paint)
    {
        var asked = dns.Hits + dns.Misses;
        yield return asked == 0
            ? "nobody has asked yet"
            : $"answered:  {dns.Hits} of {asked} from what is kept ({dns.Hits * 100 / asked} %)";
        yield return $"kept:      {dns.Kept}, at most {dns.Cache} at once; {dns.Evicted} made room before their time";
        if (dns.Servers.Count == 0)
        {
            yield return paint.Warn("it knows no server to ask");
            yield break;
        }
        yield return "";
        foreach (var line in Table.Format(
            paint, ["SERVER", "ASKED", "NOT ANSWERED"],
            [.. dns.Servers.Select(server => (IReadOnlyList<string>)[server.Server, $"{server.Asked}", $"{server.Failed}"])]))
            yield return line;
    }
}
