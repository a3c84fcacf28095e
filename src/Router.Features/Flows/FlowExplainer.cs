using Router.Core.Edges;
using Router.Core.Flows;
using Router.Core.Rulesets;
using Router.Core.State;
using Router.Documents;
using Router.Documents.Editing;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Flows;

/// <summary>From what the kernel did with a packet to an answer in words of the document. Pure.</summary>
public sealed class FlowExplainer
{
    private readonly ConfigDocument document;
    private readonly RouterConfig config;
    private readonly FlowNames names;
    private readonly RuleCauses rules;
    private readonly RouteCauses routes;

    internal FlowExplainer(
        ConfigDocument document, RouterConfig config, Topology topology, IReadOnlyList<Listener> listeners,
        ISetContents? lists = null)
    {
        (this.document, this.config) = (document, config);
        names = new FlowNames(config, topology);
        rules = new RuleCauses(config, names, listeners, new SetMembers(config, lists));
        routes = new RouteCauses(config, names);
    }

    public FlowAnswer Explain(FlowTrace trace)
    {
        var (verdict, reason) = Verdict(trace);
        var causes = Causes(trace).Select(Locate).DistinctBy(cause => (cause.Path, cause.Effect)).ToList();
        return new FlowAnswer(
            trace.Sent.ToString(), verdict, reason, names.Interface(trace.InputLink) ?? trace.InputLink,
            names.Zone(trace.InputLink), Route(trace), LeavesAs(trace),
            causes, [.. trace.Steps.Where(step => step.Rule is not null).Select(step => $"{step.Chain}: {step.Rule}")]);
    }

    private (FlowVerdict Verdict, string Reason) Verdict(FlowTrace trace)
    {
        var drop = trace.Steps.FirstOrDefault(step => step.Verdict == TraceVerdict.Drop);
        if (drop is { IsRest: true })
            return (FlowVerdict.Dropped, $"nothing in the chain {drop.Chain} accepts it");
        if (drop is not null)
            return drop.Rule!.Statements.Any(statement => statement is Statement.Reject)
                ? (FlowVerdict.Rejected, "a rule rejects it, and its sender is told")
                : (FlowVerdict.Dropped, $"a rule of the chain {drop.Chain} drops it");
        if (trace.Left is { } left)
            return (FlowVerdict.Accepted, $"it leaves by {Name(left.Link)}");
        return trace.Route switch
        {
            { Local: true } when trace.Steps.Any(step => step.Chain == "input") && trace.Steps[^1].Verdict == TraceVerdict.Accept =>
                (FlowVerdict.Accepted, "it reaches the router itself"),
            { Type: RouteType.Blackhole } => (FlowVerdict.Unroutable, "its route is a blackhole"),
            { Type: RouteType.Prohibit } => (FlowVerdict.Unroutable, "its route says prohibited"),
            { Type: RouteType.Unreachable } => (FlowVerdict.Unroutable, "its route says unreachable"),
            null when routes.IsDeadEnd(trace) => (FlowVerdict.Unroutable, "its route leads nowhere"),
            null => (FlowVerdict.Unroutable, $"the kernel has no way to its destination, or none back to its source: {trace.RouteError}"),
            _ => (FlowVerdict.Unroutable,
                "the kernel dropped it before any rule decided: its source has no way back there, or the link is down"),
        };
    }

    private IEnumerable<Cause> Causes(FlowTrace trace)
    {
        var packet = new MetPacket(
            trace.Sent.Protocol, trace.Sent.Source!, trace.Sent.SourcePort, trace.Sent.Destination!,
            trace.Sent.DestinationPort, trace.InputLink, trace.Route?.Link);
        foreach (var step in trace.Steps)
        {
            packet = packet with { OutputLink = step.OutputLink ?? packet.OutputLink };
            if (step.Destination is var (address, port))
                packet = packet with { Destination = address, DestinationPort = port };
            foreach (var cause in rules.Of(step, packet))
                yield return cause;
        }
        foreach (var cause in rules.NotKnown(trace.InputLink))
            yield return cause;
        foreach (var cause in routes.Of(trace))
            yield return cause;
    }

    private FlowCause Locate(Cause cause)
    {
        var there = document.Has(cause.Path);
        var (line, _) = document.Locate(cause.Path);
        var text = there ? document.ToText().AsSpan().ToString().Split('\n')[line - 1].Trim() : "";
        return new FlowCause(ConfigPath.Join(cause.Path), there ? line : 0, text, cause.Effect);
    }

    private FlowRoute? Route(FlowTrace trace) => trace.Route is { } route
        ? new FlowRoute(
            route.Prefix.ToString(), route.Local ? "local" : routes.Table(route.Table),
            route.Gateway?.ToString(), route.Link, names.Zone(route.Link))
        : null;

    private static string? LeavesAs(FlowTrace trace)
    {
        if (trace.Left is not { } left)
            return null;
        var same = left.Source.Equals(trace.Sent.Source) && left.Destination.Equals(trace.Sent.Destination)
            && left.SourcePort == trace.Sent.SourcePort && left.DestinationPort == trace.Sent.DestinationPort;
        return same ? null : $"{Flow.End(left.Source, left.SourcePort)} -> {Flow.End(left.Destination, left.DestinationPort)}";
    }

    private string Name(string link) => (names.Interface(link), names.Zone(link)) switch
    {
        (null, _) => link,
        ({ } name, null) => name,
        ({ } name, { } zone) => name == zone ? name : $"{name} (zone {zone})",
    };
}
