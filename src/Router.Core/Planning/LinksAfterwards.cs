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

    public IEnumerable<ObservedLink> All => work.Links.Select(Afterwards);

    private HashSet<IPAddress> Going => going ??= (
        from link in work.Links
        let after = Afterwards(link)
        where !ReferenceEquals(link, after)
        from address in link.Addresses.Except(after.Addresses)
        select address.Address).ToHashSet();

    public ObservedLink? Find(string name)
    {
        if (!known.TryGetValue(name, out var link))
            known[name] = link = work.Find(name) is { } there ? Afterwards(there) : null;
        return link;
    }

    /// <summary>It is up and stays so, with the addresses that it has: what the kernel has of routes over it stays too.</summary>
    public bool IsUnchanged(string name) =>
        work.Find(name) is { } there && desired.Links.TryGetValue(name, out var wanted) && IsUnchanged(there, wanted);

    /// <summary>An address of this router until the last steps.</summary>
    public bool Goes(IPAddress address) => Going.Contains(address);

    /// <summary>With the last IPv4 address of a link the kernel takes its IPv4 routes along, those without a gateway too.</summary>
    public bool TakesAlong(Route route) =>
        !route.IsIPv6 && route.Single.Any(
            way => way.Link is { } name && work.Find(name) is { } there && HasIPv4(there) && !HasIPv4(Find(name)!));

    private ObservedLink Afterwards(ObservedLink there)
    {
        if (!desired.Links.TryGetValue(there.Name, out var wanted))
            return there.OwnAddresses.Count == 0 ? there : there with { Addresses = [.. there.Addresses.Except(there.OwnAddresses)] };
        return IsUnchanged(there, wanted) ? there : there with
        {
            Up = wanted.Up || wanted.Kind == LinkKind.Loopback,
            Addresses = [.. there.Addresses.Where(address => IPAddress.IsLoopback(address.Address)), .. wanted.Addresses],
        };
    }

    private static bool IsUnchanged(ObservedLink there, DesiredLink wanted) =>
        there.Up && wanted.Up && wanted.Addresses.Equals(there.Addresses);

    private static bool HasIPv4(ObservedLink link) =>
        link.Addresses.Concat(link.DynamicAddresses).Any(address => address.Address.AddressFamily == AddressFamily.InterNetwork);
}
