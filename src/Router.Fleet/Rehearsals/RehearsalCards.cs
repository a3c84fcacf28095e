using System.Net.NetworkInformation;
using Router.Core.Boards;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Configuration;
using Router.Features.Interfaces;

namespace Router.Fleet.Rehearsals;

/// <summary>A network card of the machine that is rehearsed on: it gets this name. <paramref name="Mac"/> is unique.</summary>
public sealed record RehearsalCard(string Name, string Mac);

/// <summary>Which cards it needs, so that the document finds the names that it has on the router.</summary>
public static class RehearsalCards
{
    /// <summary>QEMU's machines have room for so many.</summary>
    public const int Most = 24;

    /// <summary>
    /// Those of the router, or where nobody knows them those that the board and the document name; what the document uses comes first, and
    /// <paramref name="left"/> has no room any more.
    /// </summary>
    public static ValueList<RehearsalCard> Of(DeviceState device, RouterConfig config, BoardFacts board, out ValueList<string> left)
    {
        var wanted = device.Cards.Count > 0
            ? device.Cards.OrderBy(card => !card.Used).Select(card => (card.Name, card.Mac)).ToList()
            : Named(config, board);
        left = [.. wanted.Skip(Most).Select(card => card.Name)];
        var known = wanted.Select(card => Usable(card.Mac)).OfType<string>().GroupBy(mac => mac)
            .Where(same => same.Count() == 1).Select(same => same.Key).ToHashSet();
        return
        [
            .. wanted.Take(Most).Select((card, index) =>
                new RehearsalCard(card.Name, Usable(card.Mac) is { } mac && known.Contains(mac) ? mac : MadeUp(index))),
        ];
    }

    private static List<(string Name, string? Mac)> Named(RouterConfig config, BoardFacts board)
    {
        var references = config.Interfaces.Values.SelectMany(i => i.PortReferences).ToList();
        var names = references
            .Where(r => r.Kind == DeviceReferenceKind.Name && config.Interfaces.GetValueOrDefault(r.Value)?.Kind != InterfaceKind.Virtual)
            .Select(r => r.Value)
            .Concat(board.Roles.Values.SelectMany(ports => ports))
            .Distinct().ToList();
        var cards = names.Select(name => (name, (string?)null)).ToList();
        foreach (var mac in references.Where(r => r.Kind == DeviceReferenceKind.Mac).Select(r => r.Value).Distinct())
            cards.Add(($"card{cards.Count}", mac));
        return cards;
    }

    /// <summary>In lower case with colons; null: it is none, or that of many hosts.</summary>
    private static string? Usable(string? mac) =>
        PhysicalAddress.TryParse(mac, out var address) && address.GetAddressBytes() is [var first, _, _, _, _, _] bytes
            && (first & 1) == 0 && bytes.Any(part => part != 0)
            ? string.Join(':', bytes.Select(part => $"{part:x2}"))
            : null;

    /// <summary>Administered locally.</summary>
    private static string MadeUp(int index) => $"02:00:00:00:00:{index:x2}";
}
