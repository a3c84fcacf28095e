using System.Net;
using System.Net.Sockets;

namespace Router.Daemon.Edges.Mappings;

/// <summary>What is heard at, kept as it is where nothing changes.</summary>
internal sealed class HostPorts : IDisposable
{
    private readonly Dictionary<PortPlace, IDisposable> open = [];

    public IEnumerable<PortPlace> Places => open.Keys;

    /// <summary>These and no others. What cannot be had is returned, and tried again the next time.</summary>
    public IReadOnlyList<string> Keep(IReadOnlyCollection<PortPlace> wanted, Func<PortPlace, IDisposable> make)
    {
        foreach (var gone in open.Keys.Except(wanted).ToList())
        {
            open[gone].Dispose();
            open.Remove(gone);
        }
        List<string> failed = [];
        foreach (var place in wanted.Where(place => !open.ContainsKey(place)))
        {
            try
            {
                open[place] = make(place);
            }
            catch (SocketException exception)
            {
                failed.Add($"{place.Address}:{place.Port} of {place.Link} cannot be heard at: {exception.Message}");
            }
        }
        return failed;
    }

    /// <summary>Null: it could not be had.</summary>
    public DatagramPort? Datagrams(PortPlace place) => open.GetValueOrDefault(place) as DatagramPort;

    public void Dispose() => Keep([], _ => throw new InvalidOperationException());
}

/// <summary>A place to hear at.</summary>
/// <param name="Link">The kernel's name.</param>
/// <param name="Address">Of the link.</param>
/// <param name="Port">Of UDP or TCP.</param>
/// <param name="Kind">What is spoken there.</param>
internal sealed record PortPlace(string Link, IPAddress Address, ushort Port, PortKind Kind);

internal enum PortKind
{
    /// <summary>PCP and NAT-PMP.</summary>
    Control,

    /// <summary>Searches sent to everybody.</summary>
    SearchGroup,

    /// <summary>Searches sent to the router, and all answers and notices.</summary>
    Search,

    /// <summary>Descriptions and calls.</summary>
    Pages,
}
