using Router.Core.Config.Shapes;
using Router.Core.Config.Validation;

namespace Router.Core.Sections.Interfaces;

/// <summary>No two interfaces are on the same network, and no address is given twice.</summary>
internal static class InterfaceNetworks
{
    public static void Check(ValidationSubject subject, Findings findings)
    {
        Twice(subject, findings);
        Overlaps(subject, findings);
    }

    private static void Twice(ValidationSubject subject, Findings findings)
    {
        var owners = new Dictionary<System.Net.IPAddress, string>();
        foreach (var (name, config) in subject.Config.Interfaces)
        {
            foreach (var address in config.Addresses)
            {
                if (!address.Address.IsIPv6LinkLocal && !owners.TryAdd(address.Address, name))
                    findings.Refuse(
                        ["interfaces", name, "addresses", $"{address}"],
                        $"{address.Address} is an address of {owners[address.Address]} already",
                        "give each interface addresses of its own");
            }
        }
    }

    /// <summary>Sorted by first address, a network can only overlap the widest one before it.</summary>
    private static void Overlaps(ValidationSubject subject, Findings findings)
    {
        var sorted = subject.Networks
            .Where(n => !n.Address.Address.IsIPv6LinkLocal)
            .Select(n => (Net: n, First: n.Network.BaseAddress.GetAddressBytes(), Last: LastOf(n)))
            .OrderBy(n => n.First.Length)
            .ThenBy(n => n.First, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))
            .ThenBy(n => n.Net.Network.PrefixLength)
            .ToList();
        for (var i = 0; i + 1 < sorted.Count; i++)
        {
            for (var j = i + 1; j < sorted.Count && StartsWithin(sorted[j].First, sorted[i].Last); j++)
            {
                if (sorted[i].Net.Interface != sorted[j].Net.Interface)
                    Report(subject, findings, sorted[i].Net, sorted[j].Net);
            }
        }
    }

    private static byte[] LastOf(Connected net) => NetworkScalars.FromPrefix(net.Network).Last.GetAddressBytes();

    private static bool StartsWithin(byte[] first, byte[] last) =>
        first.Length == last.Length && first.AsSpan().SequenceCompareTo(last) <= 0;

    /// <summary>Of the two the one that stands later in the document is the problem.</summary>
    private static void Report(ValidationSubject subject, Findings findings, Connected one, Connected two)
    {
        var names = subject.Config.Interfaces.Keys.ToList();
        if (one.Address.Address.Equals(two.Address.Address))
            return;
        var (first, second) = names.IndexOf(one.Interface) < names.IndexOf(two.Interface) ? (one, two) : (two, one);
        findings.Refuse(
            ["interfaces", second.Interface, "addresses", $"{second.Address}"],
            $"the network {second.Network} overlaps {first.Network} of {first.Interface}",
            "each interface needs networks of its own; a bridge joins ports into one network");
    }
}
