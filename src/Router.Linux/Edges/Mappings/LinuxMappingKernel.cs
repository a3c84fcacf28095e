using Router.Core.Edges;
using Router.Core.Mappings;
using Router.Core.Values;
using Router.Linux.Compiling;
using Router.Linux.Edges.Netlink;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Edges.Mappings;

/// <summary>Port mappings of this network namespace.</summary>
public sealed class LinuxMappingKernel : IMappingKernel
{
    /// <summary>
    /// The daemon takes an element away when its time is over; it is to be there then, and to go by itself only where no daemon runs.
    /// </summary>
    private static readonly TimeSpan Longer = TimeSpan.FromMinutes(1);

    private static readonly SetType Type = SetType.Parse(MappingRuleset.Type, interval: false)!;

    private NetlinkListener? watch;

    public IReadOnlyDictionary<string, IReadOnlyList<InterfaceAddress>> Look(IReadOnlyCollection<string> links)
    {
        using var socket = NetlinkSocket.Route();
        return LinkList.Read(socket).Where(link => links.Contains(link.Name)).ToDictionary(
            link => link.Name,
            link => (IReadOnlyList<InterfaceAddress>)
                [.. link.Addresses.Concat(link.DynamicAddresses).Where(address => !address.IsIPv6)]);
    }

    public void Replace(MappingPlace? place, IReadOnlyCollection<PortMapping> mappings, TimeSpan now)
    {
        const string operation = "load port mappings";
        var batch = new NftBatch(MappingRuleset.TableName);
        if (place is null)
        {
            var messages = new TableMessages(MappingRuleset.TableName);
            messages.AddTable();
            messages.RemoveTable();
            batch.Add(messages.All);
        }
        else
        {
            var table = RulesetCompiler.Compile(MappingRuleset.Of(place), seal: null)
                ?? throw new InvalidOperationException("the table of port mappings has words that are not known here");
            batch.Add(table);
            Add(batch, place, mappings, now);
        }
        using var socket = NetlinkSocket.Netfilter();
        socket.Execute(batch, operation);
    }

    public void Change(MappingPlace place, IReadOnlyCollection<PortMapping> removed, IReadOnlyCollection<PortMapping> added, TimeSpan now)
    {
        var batch = new NftBatch(MappingRuleset.TableName)
            .RemoveElements(MappingRuleset.Map, Parse(removed, mapping => MappingRuleset.Element(place, mapping), now: null))
            .RemoveElements(
                MappingRuleset.Sources, Parse(WithSources(removed), mapping => MappingRuleset.Source(place, mapping), now: null));
        Add(batch, place, added, now);
        using var socket = NetlinkSocket.Netfilter();
        socket.Execute(batch, "change port mappings");
    }

    public void Watch(Action changed) => watch ??= new NetlinkListener(
        "mapping watch", NetlinkSocket.Events(RouteNetlink.GroupLink | RouteNetlink.GroupAddress4), (_, _) => changed());

    public void Dispose() => watch?.Dispose();

    private static void Add(NftBatch batch, MappingPlace place, IReadOnlyCollection<PortMapping> mappings, TimeSpan now) => batch
        .AddElements(MappingRuleset.Map, Parse(mappings, mapping => MappingRuleset.Element(place, mapping), now))
        .AddElements(MappingRuleset.Sources, Parse(WithSources(mappings), mapping => MappingRuleset.Source(place, mapping), now));

    private static List<PortMapping> WithSources(IEnumerable<PortMapping> mappings) => [.. mappings.Where(MappingRuleset.HasSource)];

    /// <param name="mappings">In their order.</param>
    /// <param name="text">Of an element, in nft's words.</param>
    /// <param name="now">Null: they have no end.</param>
    private static List<SetElement> Parse(IReadOnlyCollection<PortMapping> mappings, Func<PortMapping, string> text, TimeSpan? now)
    {
        List<SetElement> elements = new(mappings.Count);
        foreach (var mapping in mappings)
        {
            if (!SetElement.TryParse(Type, text(mapping), elements))
                throw new InvalidOperationException($"no element of a map: {mapping}");
            if (now is { } at)
                elements[^1] = elements[^1] with { Timeout = (ulong)(mapping.Until - at + Longer).TotalMilliseconds };
        }
        return elements;
    }
}
