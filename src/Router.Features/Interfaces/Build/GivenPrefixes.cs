using System.Buffers.Binary;
using System.Net;
using Router.Core.State;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents;

namespace Router.Features.Interfaces.Build;

/// <summary>What a 6rd's prefix brings beside its link: the router's addresses in networks inside, and routes.</summary>
internal static class GivenPrefixes
{
    private const int NetworkLength = 64;

    /// <summary>The router's address in a part of the prefix: ::1 of its /64, or what the document says.</summary>
    public static InterfaceAddress Part(IPNetwork prefix, DelegatedPrefixConfig part)
    {
        var bytes = prefix.BaseAddress.GetAddressBytes();
        for (var i = 0; i < sizeof(int); i++)
            bytes[(NetworkLength / 8) - 1 - i] |= (byte)(part.Subnet >> (8 * i));
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(NetworkLength / 8), part.Number);
        return new InterfaceAddress(new IPAddress(bytes), NetworkLength);
    }

    /// <summary>Others of the domain are on the link; what no network inside has of the router's own prefix is nowhere.</summary>
    public static IEnumerable<Route> Routes(ValueMap<string, DesiredLink> links)
    {
        foreach (var (name, link) in links)
        {
            if (link is not { Up: true, Settings: SitLink { Domain: { } domain, Local: { } local } })
                continue;
            yield return new Route(domain.Prefix, null, name);
            yield return new Route(domain.Delegated(local), null, null, RouteType.Unreachable);
        }
    }
}
