using Router.Core.Plans;
using Router.Core.State;
using Router.Core.Values;
using Router.Documents;

namespace Router.Core.Planning;

/// <summary>
/// The addresses of a link as they will be after the steps planned so far. The first IPv4 address of a network is the one that
/// packets leave with, so their order is part of what is wanted.
/// </summary>
internal sealed class AddressWork(ObservedLink link, List<Change> plan)
{
    private readonly List<HeldAddress> held = [.. link.Addresses.Select(a => new HeldAddress(a, link.OwnAddresses.Contains(a)))];

    public ValueList<InterfaceAddress> Addresses => held.Select(h => h.Address).ToValueList();

    public void Add(InterfaceAddress address)
    {
        plan.Add(new Change.AddAddress(link.Name, address));
        held.Add(new HeldAddress(address, true));
    }

    /// <summary>Those that were there with a lifetime and are ours now.</summary>
    public HashSet<InterfaceAddress> TakenOver { get; } = [];

    /// <summary>
    /// An address that is there with a client's lifetime (DHCP, router advertisements) becomes a permanent one, without being away in
    /// between where that is possible: where it has the same prefix length, and no other wanted one whose place is before or behind it.
    /// </summary>
    public void TakeOver(ValueList<InterfaceAddress> wanted)
    {
        foreach (var lent in link.DynamicAddresses)
        {
            if (!wanted.Any(address => address.Address.Equals(lent.Address)))
                continue;
            if (wanted.Contains(lent) && (lent.IsIPv6 || wanted.Count(address => address.Network == lent.Network) == 1))
            {
                plan.Add(new Change.AddAddress(link.Name, lent) { WasLent = true });
                held.Add(new HeldAddress(lent, true));
                TakenOver.Add(lent);
            }
            else
            {
                plan.Add(new Change.RemoveAddress(link.Name, lent) { Own = false, WasLent = true });
            }
        }
    }

    public void Remove(InterfaceAddress address) => Remove(address, plan);

    /// <summary>Puts the step into another list: it comes later.</summary>
    public void Remove(InterfaceAddress address, List<Change> later)
    {
        var at = held.FindIndex(h => h.Address == address);
        var followers = address.IsIPv6 ? [] : held.Skip(at + 1).Where(h => h.Address.Network == address.Network).ToValueList();
        later.Add(new Change.RemoveAddress(link.Name, address) { Own = held[at].Own, Followers = followers });
        held.RemoveAt(at);
    }

    /// <summary>Those that stand behind one that should come later go and come again; the first one that is right stays.</summary>
    public void Order(IEnumerable<InterfaceAddress> wanted)
    {
        foreach (var network in wanted.Where(a => !a.IsIPv6).GroupBy(a => a.Network))
        {
            var order = network.ToList();
            if (order.Count < 2)
                continue;
            var right = InPlace(order, [.. held.Select(h => h.Address).Where(order.Contains)]);
            foreach (var address in order.Skip(right))
            {
                Remove(address);
                Add(address);
            }
        }
    }

    /// <summary>How many of the first wanted ones stand in this order, whatever is between them and nothing wanted before.</summary>
    private static int InPlace(List<InterfaceAddress> order, List<InterfaceAddress> now)
    {
        if (now.SequenceEqual(order))
            return order.Count;
        var (right, from) = (0, 0);
        while (right < order.Count && now.IndexOf(order[right], from) is >= 0 and var at)
            (right, from) = (right + 1, at + 1);
        return right;
    }
}
