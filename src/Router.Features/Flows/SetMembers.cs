using System.Net;
using Router.Core.Edges;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Configuration;
using Router.Features.Firewall.Sets;

namespace Router.Features.Flows;

/// <summary>Addresses of a rule, written out or by a named set, and the entry of the set that an address is of.</summary>
/// <param name="config">The document.</param>
/// <param name="lists">What sets hold of lists; null: nobody here knows, and they count as empty.</param>
internal sealed class SetMembers(RouterConfig config, ISetContents? lists)
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
            yield return config.Firewall.Sets[name] switch
            {
                { File: { } file } => new Cause(
                    ["firewall", "sets", name, "file"], $"{address} is in the set {name}: the file {file} lists {text}"),
                { List: { } list } => new Cause(
                    ["firewall", "sets", name, "list"], $"{address} is in the set {name}: the list {list} has {text}"),
                _ => new Cause(["firewall", "sets", name, text], $"{address} is in the set {name}"),
            };
            yield break;
        }
    }

    /// <summary>Sets among them of which nobody knows here what they hold.</summary>
    public IEnumerable<Cause> Unknown(ValueList<AddressMatch> matches)
    {
        foreach (var name in matches.Select(match => match.Set).OfType<string>())
        {
            if (config.Firewall.Sets.TryGetValue(name, out var set) && set.List is { } list && Listed(set) is null)
                yield return new Cause(["firewall", "sets", name, "list"], NotKnown(name, list));
        }
    }

    private string NotKnown(string set, string list) =>
        $"what the list {list} has is not known{(lists is null ? " here" : ": it was never fetched")}; the set {set} counted as empty";

    private AddressBlocks? Listed(AddressSet set) => ListUses.Feed(config, set) is { } feed ? lists?.Of(feed) : null;

    private AddressRange? Entry(string name, IPAddress address)
    {
        if (!config.Firewall.Sets.TryGetValue(name, out var set))
            return null;
        if (set.List is not null)
            return Listed(set)?.Find(address);
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
