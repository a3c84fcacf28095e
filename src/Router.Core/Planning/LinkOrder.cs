using Router.Core.State;
using Router.Core.State.Links;

namespace Router.Core.Planning;

/// <summary>The order in which links are made and set up: what one stands on, and the bridge or bond that it joins, come first.</summary>
internal static class LinkOrder
{
    public static List<DesiredLink> Of(DesiredState desired)
    {
        var order = new List<DesiredLink>(desired.Links.Count);
        var seen = new HashSet<string>(desired.Links.Count);
        foreach (var link in desired.Links.Values)
            Visit(link);
        return order;

        void Visit(DesiredLink link)
        {
            if (!seen.Add(link.Name))
                return;
            First(link.Master);
            foreach (var need in link.Settings is { } settings ? settings.Needs.AsSpan() : [])
                First(need);
            First(link.Settings?.MadeBy(link.Name));
            order.Add(link);
        }

        void First(string? name)
        {
            if (name is not null && desired.Links.TryGetValue(name, out var first))
                Visit(first);
        }
    }

    /// <summary>Links of ours with those that stand on them in front: the order in which they can go.</summary>
    public static List<ObservedLink> OfRemoval(IEnumerable<ObservedLink> links)
    {
        var all = links.ToDictionary(link => link.Name);
        var order = new List<ObservedLink>(all.Count);
        var seen = new HashSet<string>();
        foreach (var link in all.Values)
            Visit(link);
        order.Reverse();
        return order;

        void Visit(ObservedLink link)
        {
            if (!seen.Add(link.Name))
                return;
            foreach (var before in Before(link.Settings, link.Name))
            {
                if (all.TryGetValue(before, out var first))
                    Visit(first);
            }
            order.Add(link);
        }
    }

    private static IEnumerable<string> Before(LinkSettings? settings, string name)
    {
        foreach (var need in settings?.Needs ?? [])
            yield return need;
        if (settings?.MadeBy(name) is { } other)
            yield return other;
    }
}
