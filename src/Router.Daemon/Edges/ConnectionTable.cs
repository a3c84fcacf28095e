using Router.Api.Contract;
using Router.Daemon.Status;

namespace Router.Daemon.Edges;

/// <summary>Flows of connection tracking, see <see cref="ConnectionList"/>.</summary>
internal static class ConnectionTable
{
    private const int Shown = 1000;
    private const string Table = "/proc/net/nf_conntrack";

    /// <exception cref="IOException">The kernel has no such table.</exception>
    public static Response.Sessions Read()
    {
        var shown = new List<SessionStatus>();
        var total = 0;
        foreach (var line in Lines())
        {
            if (ConnectionList.ParseLine(line) is not { } session)
                continue;
            total++;
            if (shown.Count < Shown)
                shown.Add(session);
        }
        return new Response.Sessions(total, shown);
    }

    private static IEnumerable<string> Lines()
    {
        try
        {
            return File.ReadLines(Table);
        }
        catch (FileNotFoundException exception)
        {
            throw new IOException("this kernel does not list its connections (no /proc/net/nf_conntrack: connection tracking is not loaded)", exception);
        }
    }
}
