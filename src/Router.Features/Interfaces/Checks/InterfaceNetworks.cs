using System.Net.Sockets;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Interfaces.Checks;

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
        var owners = new Dictionary<System.Net.IPAddress, List<string>>();
        foreach (var (name, config) in subject.Config.Interfaces)
        {
            foreach (var address in config.Addresses.Where(a => !a.Address.IsIPv6LinkLocal))
            {
                if (!owners.TryGetValue(address.Address, out var there))
                    owners[address.Address] = there = [];
                if (there.Find(other => MayMeet(subject.Config.Interfaces[other].Vrf, config.Vrf)) is { } owner)
                    findings.Refuse(
                        ["interfaces", name, "addresses", $"{address}"],
                        $"{address.Address} is an address of {owner} already",
                        "give each interface addresses of its own");
                else
                    there.Add(name);
            }
        }
    }

    /// <summary>
    /// Two VRFs may use the same addresses. The main table is no such domain: the kernel takes a packet in any VRF for the router's own
    /// whose destination is an address of the main table.
    /// </summary>
    public static bool MayMeet(string? vrf, string? other) => vrf is null || other is null || vrf == other;

    /// <summary>Networks are nested or apart: sorted by their start, those that enclose one are still open when it comes.</summary>
    private static void Overlaps(ValidationSubject subject, Findings findings)
    {
        var open = new Stack<(Connected Net, UInt128 Last)>();
        var family = AddressFamily.Unspecified;
        Dictionary<string, int>? order = null;
        foreach (var (net, range) in Sorted(subject))
        {
            if (family != range.First.AddressFamily)
                open.Clear();
            family = range.First.AddressFamily;
            while (open.Count > 0 && range.First.Number() > open.Peek().Last)
                open.Pop();
            if (open.FirstOrDefault(o => o.Net.Interface != net.Interface && MayMeet(o.Net.Config.Vrf, net.Config.Vrf)).Net is { } around)
                Report(findings, order ??= Order(subject), around, net);
            open.Push((net, range.Last.Number()));
        }
    }

    private static Dictionary<string, int> Order(ValidationSubject subject) =>
        subject.Config.Interfaces.Keys.Select((name, index) => (name, index)).ToDictionary(n => n.name, n => n.index);

    /// <summary>IPv4 first; of those with the same start the largest.</summary>
    private static List<(Connected Net, AddressRange Range)> Sorted(ValidationSubject subject)
    {
        var networks = subject.Networks
            .Where(n => !n.Address.Address.IsIPv6LinkLocal)
            .Select(n => (Net: n, Range: NetworkScalars.FromPrefix(n.Network)));
        return [.. networks.OrderBy(n => n.Range.First.AddressFamily)
            .ThenBy(n => n.Range.First.Number())
            .ThenBy(n => n.Net.Network.PrefixLength)];
    }

    /// <summary>Of the two the one that stands later in the document is the problem; equal addresses are named already.</summary>
    private static void Report(Findings findings, Dictionary<string, int> order, Connected one, Connected two)
    {
        if (one.Address.Address.Equals(two.Address.Address))
            return;
        var (first, second) = order[one.Interface] < order[two.Interface] ? (one, two) : (two, one);
        findings.Refuse(
            ["interfaces", second.Interface, "addresses", $"{second.Address}"],
            $"the network {second.Network} overlaps {first.Network} of {first.Interface}",
            "each interface needs networks of its own; a bridge joins ports into one network");
    }
}
