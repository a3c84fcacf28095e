using System.Net;
using System.Net.Sockets;
using Router.Core.State;

namespace Router.Core.Planning;

/// <summary>
/// The links as they will be when all steps are done, those too that come last: addresses that go, and links that go down.
/// </summary>
internal sealed class LinksAfterwards(DesiredState desired, LinkWork work)
{
    private readonly Dictionary<string, ObservedLink?> known = [];
    private HashSet<IPAddress>? going;

    public IEnumerable<ObservedLink> All => work.Links.Select(link => Find(link.Name)!);

    private HashSet<IPAddress> Going => going ??= work.Links
        .SelectMany(link => link.Addresses.Except(Find(link.Name)!.Addresses)).Select(address => address.Address).ToHashSet();

    public ObservedLink? Find(string name)
    {
        if (!known.TryGetValue(name, out var link))
            known[name] = link = work.Find(name) is { } there ? Afterwards(there) : null;
        return link;
    }

    /// <summary>An address of this router until the last steps.</summary>
    public bool Goes(IPAddress address) => Going.Contains(address);

    /// <summary>With the last IPv4 address of a link the kernel takes its IPv4 routes along, those without a gateway too.</summary>
    public bool TakesAlong(Route route) =>
        !route.IsIPv6 && route.Link is { } name && work.Find(name) is { } there && HasIPv4(there) && !HasIPv4(Find(name)!);

    private ObservedLink Afterwards(ObservedLink there) => desired.Links.TryGetValue(there.Name, out var wanted)
        ? there with
        {
            Up = wanted.Up || wanted.Kind == LinkKind.Loopback,
            Addresses = [.. there.Addresses.Where(address => IPAddress.IsLoopback(address.Address)), .. wanted.Addresses],
        }
        : there with { Addresses = [.. there.Addresses.Except(there.OwnAddresses)] };

    private static bool HasIPv4(ObservedLink link) =>
        link.Addresses.Concat(link.DynamicAddresses).Any(address => address.Address.AddressFamily == AddressFamily.InterNetwork);
}
