using Router.Core.Edges;
using Router.Core.Rulesets;
using Router.Core.Values;
using Router.Features.Lists;

namespace Router.Daemon.Edges;

/// <summary>
/// What sets hold of lists: the ranges alone, some megabytes for half a million. A boot reads them from the disk when the firewall is
/// loaded, before anybody could fetch one.
/// </summary>
internal sealed class KeptAddresses(ListFiles files) : ISetContents
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Url, AddressBlocks? Blocks)> known = [];

    public AddressBlocks? Of(SetFeed feed)
    {
        lock (gate)
        {
            if (known.TryGetValue(feed.List, out var entry) && entry.Url == feed.Url)
                return entry.Blocks;
            var blocks = Read(feed);
            known[feed.List] = (feed.Url, blocks);
            return blocks;
        }
    }

    /// <summary>True: these are others than before.</summary>
    public bool Set(SetFeed feed, AddressBlocks blocks)
    {
        lock (gate)
        {
            var before = known.GetValueOrDefault(feed.List);
            if (before.Url == feed.Url && Equals(before.Blocks, blocks))
                return false;
            known[feed.List] = (feed.Url, blocks);
            return true;
        }
    }

    /// <summary>What cannot be read does not keep a firewall from being loaded; whoever keeps the lists says so.</summary>
    private AddressBlocks? Read(SetFeed feed)
    {
        try
        {
            var kept = files.Read(feed.List, ListKind.Addresses);
            return kept?.Url == feed.Url && kept.Content is AddressList list ? list.Blocks : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
