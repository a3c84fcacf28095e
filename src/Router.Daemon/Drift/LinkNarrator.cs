using Router.Core.Edges;
using Router.Core.State;

namespace Router.Daemon.Drift;

/// <summary>Says what changed about links and addresses. The kernel tells of a link for many reasons; most are no news.</summary>
internal sealed class LinkNarrator
{
    private readonly Dictionary<int, DeviceNotice.Link> links = [];

    public LinkNarrator(IEnumerable<ObservedLink> there)
    {
        foreach (var link in there)
            links[link.Index] = new DeviceNotice.Link(link.Index, link.Name, link.Up, link.Carrier, Gone: false);
    }

    /// <summary>Subject and text; null: no news.</summary>
    public (string Subject, string Text)? Tell(DeviceNotice notice) => notice switch
    {
        DeviceNotice.Link link => Tell(link) is { } text ? ("link", text) : null,
        DeviceNotice.Address address => ("address", $"{address.Value} is {(address.Gone ? "gone from" : "on")} {Name(address.LinkIndex)}"),
        _ => null,
    };

    private string Name(int index) => links.TryGetValue(index, out var link) ? link.Name : $"link {index}";

    private string? Tell(DeviceNotice.Link now)
    {
        var before = links.GetValueOrDefault(now.Index);
        if (now.Gone)
            return links.Remove(now.Index) ? $"{now.Name} is gone" : null;
        links[now.Index] = now;
        return before switch
        {
            null => $"{now.Name} appeared",
            _ when before.Name != now.Name => $"{before.Name} is called {now.Name} now",
            _ when before.Up != now.Up => $"{now.Name} is {(now.Up ? "up" : "down")}",
            _ when before.Carrier != now.Carrier => $"{now.Name} {(now.Carrier ? "has a carrier" : "has lost its carrier")}",
            _ => null,
        };
    }
}
