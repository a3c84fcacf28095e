using System.Net;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Firewall;

namespace Router.Features.Flows;

/// <summary>Addresses of a rule, written out or by a named set, and the entry of the set that an address is of.</summary>
internal sealed class SetMembers(FirewallConfig firewall)
{
    public bool Has(ValueList<AddressMatch> matches, IPAddress address) =>
        matches.Count == 0
        || matches.Any(match => match.Range is { } range ? Within(range, address)
            : match.Suffix is { } suffix ? suffix.IsOf(address) : Entry(match.Set!, address) is not null);

    /// <summary>Where the set has the address; none where the rule itself has it.</summary>
    public IEnumerable<Cause> Causes(ValueList<AddressMatch> matches, IPAddress address)
    {
        if (matches.Any(match => match.Range is { } range && Within(range, address)))
            yield break;
        foreach (var name in matches.Select(match => match.Set).OfType<string>())
        {
            if (Entry(name, address) is not { } entry)
                continue;
            var text = NetworkScalars.FormatRange(entry);
            yield return firewall.Sets[name].File is { } file
                ? new Cause(["firewall", "sets", name, "file"], $"{address} is in the set {name}: the file {file} lists {text}")
                : new Cause(["firewall", "sets", name, text], $"{address} is in the set {name}");
            yield break;
        }
    }

    private AddressRange? Entry(string name, IPAddress address)
    {
        if (!firewall.Sets.TryGetValue(name, out var set))
            return null;
        foreach (var range in set.Addresses)
        {
            if (Within(range, address))
                return range;
        }
        return null;
    }

    private static bool Within(AddressRange range, IPAddress address) =>
        range.First.AddressFamily == address.AddressFamily && range.First.Number() <= address.Number()
        && address.Number() <= range.Last.Number();
}
