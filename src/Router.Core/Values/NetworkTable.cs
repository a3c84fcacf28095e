using System.Net;
using System.Net.Sockets;

namespace Router.Core.Values;

/// <summary>Finds the network that an address is on; the longest prefix wins, and of equal ones the first.</summary>
internal sealed class NetworkTable<T>
    where T : class
{
    private readonly List<SameLength> lengths = [];
    private bool isSorted;

    public NetworkTable()
    {
    }

    public NetworkTable(IEnumerable<(IPNetwork Network, T Value)> entries)
    {
        foreach (var (network, value) in entries)
            Add(network.BaseAddress, network.PrefixLength, value);
    }

    /// <summary>The network of an address, whose host bits count for nothing.</summary>
    public void Add(IPAddress address, int length, T value)
    {
        Of(address.AddressFamily, length).Add(address.Number(), value);
        isSorted = false;
    }

    /// <summary>Null: it is on none.</summary>
    public T? Find(IPAddress address)
    {
        if (!isSorted)
            Sort();
        var number = address.Number();
        foreach (var networks in lengths)
        {
            if (networks.Family == address.AddressFamily && networks.Find(number) is { } found)
                return found;
        }
        return null;
    }

    private void Sort()
    {
        lengths.ForEach(networks => networks.Sort());
        lengths.Sort((a, b) => b.Length.CompareTo(a.Length));
        isSorted = true;
    }

    private SameLength Of(AddressFamily family, int length)
    {
        foreach (var networks in lengths)
        {
            if (networks.Length == length && networks.Family == family)
                return networks;
        }
        var made = new SameLength(family, length);
        lengths.Add(made);
        return made;
    }

    /// <summary>
    /// Sorted by number, and as they came where these are equal: a table of hashes takes twice the memory and many more writes.
    /// </summary>
    private sealed class SameLength(AddressFamily family, int length)
    {
        private readonly List<(UInt128 Prefix, int Order, T Value)> networks = [];
        private readonly int hostBits = (family == AddressFamily.InterNetworkV6 ? 128 : 32) - length;

        public AddressFamily Family => family;

        public int Length => length;

        public void Add(UInt128 address, T value) => networks.Add((Prefix(address), networks.Count, value));

        public void Sort() =>
            networks.Sort((a, b) => a.Prefix.CompareTo(b.Prefix) is not 0 and var by ? by : a.Order.CompareTo(b.Order));

        public T? Find(UInt128 address)
        {
            var wanted = Prefix(address);
            var (low, high) = (0, networks.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (networks[middle].Prefix < wanted)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low < networks.Count && networks[low].Prefix == wanted ? networks[low].Value : null;
        }

        private UInt128 Prefix(UInt128 number) => hostBits == 128 ? 0 : number >> hostBits;
    }
}
