using System.Net;
using System.Net.Sockets;

namespace Router.Core.Values;

/// <summary>Finds the network that an address is on; the longest prefix wins, and of equal ones the first.</summary>
internal sealed class NetworkTable<T>
    where T : class
{
    private readonly Dictionary<(AddressFamily Family, int Length, UInt128 Prefix), T> networks = [];
    private readonly List<(AddressFamily Family, int Length)> lengths = [];

    public NetworkTable(IEnumerable<(IPNetwork Network, T Value)> entries)
    {
        foreach (var (network, value) in entries)
        {
            var family = network.BaseAddress.AddressFamily;
            networks.TryAdd((family, network.PrefixLength, Prefix(network.BaseAddress, network.PrefixLength)), value);
            if (!lengths.Contains((family, network.PrefixLength)))
                lengths.Add((family, network.PrefixLength));
        }
        lengths.Sort((a, b) => b.Length.CompareTo(a.Length));
    }

    /// <summary>Null: it is on none.</summary>
    public T? Find(IPAddress address)
    {
        foreach (var (family, length) in lengths)
        {
            if (family == address.AddressFamily && networks.TryGetValue((family, length, Prefix(address, length)), out var found))
                return found;
        }
        return null;
    }

    private static UInt128 Prefix(IPAddress address, int length)
    {
        var host = (address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32) - length;
        return host == 128 ? 0 : address.Number() >> host;
    }
}
