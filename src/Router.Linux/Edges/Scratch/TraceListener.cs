using Router.Core.Flows;
using Router.Core.Rulesets;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;
using Router.Wire.Packets;

namespace Router.Linux.Edges.Scratch;

/// <summary>
/// What the kernel tells of the rules that a packet met, as rules of the ruleset. In the network namespace of the calling thread.
/// </summary>
internal sealed class TraceListener : IDisposable
{
    private const string Table = "router";
    private readonly NetlinkSocket netfilter, traces;
    private Dictionary<(string Chain, ulong Handle), Rule> rules = [];

    public TraceListener()
    {
        netfilter = NetlinkSocket.Netfilter();
        try
        {
            traces = NetlinkSocket.NetfilterEvents(RuleTrace.Groups);
        }
        catch
        {
            netfilter.Dispose();
            throw;
        }
    }

    /// <summary>The kernel's handles beside our rules: both have those of a chain in the same order.</summary>
    public void Learn(Ruleset ruleset)
    {
        var chains = ruleset.Table.Objects.OfType<TableObject.Chain>().ToDictionary(chain => chain.Name, chain => chain.Rules);
        var found = new List<(string Chain, ulong Handle)>();
        netfilter.Dump(() => RuleDump.Request(Table), "list rules", found.Clear, (type, payload) =>
        {
            if (RuleDump.Rule(type, payload, Table) is { } rule)
                found.Add(rule);
        });
        var at = new Dictionary<string, int>();
        rules = [];
        foreach (var rule in found)
        {
            var index = at.GetValueOrDefault(rule.Chain);
            at[rule.Chain] = index + 1;
            if (chains.TryGetValue(rule.Chain, out var known) && index < known.Count)
                rules[rule] = known[index];
        }
    }

    /// <summary>What was told before, and connections that the kernel knows.</summary>
    public void Forget()
    {
        netfilter.Execute(ConnectionTracking.Flush(), "forget connections");
        traces.Drain((_, _) => { });
    }

    /// <summary>What the packet met, and the mark that it had in the end.</summary>
    public (List<TraceStep> Steps, uint Mark) Read(ProbePacket packet, Dictionary<int, string> names)
    {
        var steps = new List<TraceStep>();
        uint? mine = null;
        uint mark = 0;
        var last = packet;
        traces.Drain((type, payload) =>
        {
            if (!RuleTrace.TryDecode(type, payload, out var trace))
                return;
            var seen = Header(trace);
            // Its number has the link that it arrived on in it: a packet of a VRF's member arrives on the VRF too, and has another one
            // there.
            if (IsSame(seen, last))
                mine = trace.Id;
            if (trace.Id != mine)
                return;
            last = seen ?? last;
            if (trace.Table != Table)
                return;
            if (trace.Mark != 0)
                mark = trace.Mark;
            if (trace.Kind != RuleTraceKind.Return)
                steps.Add(Step(trace, seen, names));
        });
        return (steps, mark);
    }

    public void Dispose()
    {
        netfilter.Dispose();
        traces.Dispose();
    }

    private TraceStep Step(RuleTrace trace, ProbePacket? seen, Dictionary<int, string> names)
    {
        var verdict = trace.Verdict switch { 0 => TraceVerdict.Drop, 1 => TraceVerdict.Accept, _ => TraceVerdict.Continue };
        return new TraceStep(
            trace.Chain, rules.GetValueOrDefault((trace.Chain, trace.Rule)), verdict, names.GetValueOrDefault(trace.OutputLink))
        {
            Destination = seen is null ? null : (seen.Destination, seen.DestinationPort == 0 ? null : seen.DestinationPort),
        };
    }

    private static ProbePacket? Header(RuleTrace trace)
    {
        if (trace.NetworkHeader.IsEmpty)
            return null;
        var bytes = (byte[])[.. trace.NetworkHeader.Span, .. trace.TransportHeader.Span];
        return ProbePacket.TryDecode(bytes, out var seen) ? seen : null;
    }

    private static bool IsSame(ProbePacket? seen, ProbePacket packet) =>
        seen is not null && seen.Protocol == packet.Protocol && seen.Source.Equals(packet.Source)
        && seen.Destination.Equals(packet.Destination) && seen.SourcePort == packet.SourcePort
        && seen.DestinationPort == packet.DestinationPort;
}
