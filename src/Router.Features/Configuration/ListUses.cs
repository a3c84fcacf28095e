using Router.Core.Rulesets;
using Router.Features.Firewall.Sets;

namespace Router.Features.Configuration;

/// <summary>Who uses the lists that others keep: the resolver takes domains, address sets take addresses.</summary>
public static class ListUses
{
    /// <summary>Names of lists that the resolver blocks by.</summary>
    public static IReadOnlySet<string> OfDomains(RouterConfig config) => (config.Services.Dns?.Block ?? []).ToHashSet();

    /// <summary>Names of lists that address sets hold.</summary>
    public static IReadOnlySet<string> OfAddresses(RouterConfig config) =>
        config.Firewall.Sets.Values.Select(set => set.List).OfType<string>().ToHashSet();

    /// <summary>What the set holds; null: its addresses stand in the document, in a file, or in a list that is not there.</summary>
    public static SetFeed? Feed(RouterConfig config, AddressSet set) =>
        set.List is { } name && config.Services.Lists.TryGetValue(name, out var list) ? new SetFeed(name, list.Url) : null;
}
