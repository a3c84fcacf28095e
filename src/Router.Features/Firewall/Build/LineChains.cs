using Router.Core.Rulesets;
using Router.Core.Uplinks;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Routing.Build;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Features.Firewall.Build;

/// <summary>
/// With several lines to the outside a connection is remembered to have arrived on one, and its answers, forwarded or the router's own,
/// carry the mark by which a routing rule sends them back there: by another line they would leave with an address that is not that line's.
/// This is stronger than <c>firewall marks</c>, which are for what begins here. What leaves by an uplink is remembered to have done so as
/// well, and goes on by it, also when another one is preferred meanwhile.
/// </summary>
internal static class LineChains
{
    private const string BehindMarks = "mangle + 5";

    private static readonly Match
        OfALine = Match.Is(Selector.ConnectionMark with { Mask = Hex(Lines.Mask) }, Hex(Lines.Marked)),
        OfAnswers = Match.Is(
            Selector.ConnectionMark with { Mask = Hex(Lines.OutwardMask) }, Hex(Lines.Marked)),
        OfOutward = Match.Is(
            Selector.ConnectionMark with { Mask = Hex(Lines.OutwardMask) }, Hex(Lines.Marked | Lines.Outward)),
        Answer = Match.Is(new("ct direction"), "reply"),
        Forth = Match.Is(new("ct direction"), "original");

    private static readonly Assign MarkOfConnection = Assign.Value(Selector.Mark, Selector.ConnectionMark.Text);

    /// <summary>Behind connection tracking and <c>firewall marks</c>, before the way is chosen.</summary>
    public static IEnumerable<Chain> Of(RouterConfig config, Topology topology)
    {
        var lines = Lines.Of(config, topology);
        if (lines.Count == 0)
            yield break;
        var uplinks = UplinkLines.Of(config, topology);
        var restore = Restoring(uplinks.Count > 0).ToList();
        yield return new(
            "lines", new("filter", "prerouting", BehindMarks), [.. lines.GroupBy(line => line.IPv6).Select(Begins), .. restore]);
        // What carries another mark already (tunnels of meshes) has its way.
        yield return new("own_answers", new("route", "output", BehindMarks),
            [.. restore.Select(rule => rule with { Statements = [Match.Is(Selector.Mark, "0"), .. rule.Statements] })]);
        if (uplinks.Count > 0)
            yield return new("outward", new("filter", "postrouting", BehindMarks), [Leaves(uplinks)]);
    }

    /// <summary>The short way of established connections looks for routes without their marks; in front of a rule that takes it.</summary>
    public static IEnumerable<Match> NotOfALine(RouterConfig config, Topology topology) =>
        Lines.Of(config, topology).Count == 0 ? [] : [OfALine with { Not = true }];

    private static Rule Begins(IGrouping<bool, Line> family)
    {
        var marks = Elements.Of(family.Select(line => $"{NftText.Quote(line.Link)} : {Hex(line.Mark)}"));
        return Rule.Of(
            Match.IsFamily(family.Key),
            Match.Is(Selector.State, "new"),
            new Assign(Selector.ConnectionMark, new Operand.LookupIn(Selector.InputLink, marks))) with
        { Path = Places.Tables };
    }

    /// <summary>A connection that came in by a line is that line's; any other is that of the uplink which it leaves by first.</summary>
    private static Rule Leaves(IEnumerable<UplinkSettings> uplinks)
    {
        var marks = Elements.Of(uplinks.Select(
            uplink => $"{NftText.Quote(uplink.Link)} : {Hex(UplinkLines.OutwardMark(uplink))}"));
        return Rule.Of(
            Forth, OfALine with { Not = true },
            new Assign(Selector.ConnectionMark, new Operand.LookupIn(Selector.OutputLink, marks))) with
        { Path = Places.Uplinks };
    }

    private static IEnumerable<Rule> Restoring(bool uplinks)
    {
        yield return Rule.Of(Answer, uplinks ? OfAnswers : OfALine, MarkOfConnection) with { Path = Places.Tables };
        if (uplinks)
            yield return Rule.Of(Forth, OfOutward, MarkOfConnection) with { Path = Places.Uplinks };
    }

    private static string Hex(uint number) => $"0x{number:x8}";
}
