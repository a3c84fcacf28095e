using System.Globalization;
using Router.Core.Config;
using Router.Core.Sections;
using Router.Core.State;

namespace Router.Core.Flows;

/// <summary>From what the kernel did with a packet to an answer in words of the document. Pure.</summary>
public sealed class FlowExplainer
{
    private readonly ConfigDocument document;
    private readonly RouterConfig config;
    private readonly FlowNames names;
    private readonly RuleCauses rules;

    public FlowExplainer(ConfigDocument document, RouterConfig config, Topology topology)
    {
        (this.document, this.config) = (document, config);
        names = new FlowNames(config, topology);
        rules = new RuleCauses(config, names);
    }

    public FlowAnswer Explain(FlowTrace trace)
    {
        var (verdict, reason) = Verdict(trace);
        var causes = Causes(trace).Select(Locate).DistinctBy(cause => (cause.Path, cause.Effect)).ToList();
        return new FlowAnswer(
            trace.Sent.ToString(), verdict, reason, names.Interface(trace.InputLink) ?? trace.InputLink, names.Zone(trace.InputLink), Route(trace), LeavesAs(trace),
            causes, [.. trace.Steps.Where(step => step.Rule is not null).Select(step => $"{step.Chain}: {step.Rule}")]);
    }

    private (FlowVerdict Verdict, string Reason) Verdict(FlowTrace trace)
    {
        var drop = trace.Steps.FirstOrDefault(step => step.Verdict == TraceVerdict.Drop);
        if (drop is { IsRest: true })
            return (FlowVerdict.Dropped, $"nothing in the chain {drop.Chain} accepts it");
        if (drop is not null)
            return drop.Rule!.Contains("reject", StringComparison.Ordinal) ? (FlowVerdict.Rejected, "a rule rejects it, and its sender is told") : (FlowVerdict.Dropped, $"a rule of the chain {drop.Chain} drops it");
        if (trace.Left is { } left)
            return (FlowVerdict.Accepted, $"it leaves by {Name(left.Link)}");
        return trace.Route switch
        {
            { Local: true } when trace.Steps.Any(step => step.Chain == "input") && trace.Steps[^1].Verdict == TraceVerdict.Accept => (FlowVerdict.Accepted, "it reaches the router itself"),
            { Type: RouteType.Blackhole } => (FlowVerdict.Unroutable, "its route is a blackhole"),
            { Type: RouteType.Unreachable } => (FlowVerdict.Unroutable, "its route says unreachable"),
            null when DeadEnd(trace.Sent) is not null => (FlowVerdict.Unroutable, "its route leads nowhere"),
            null => (FlowVerdict.Unroutable, $"the kernel has no way to its destination, or none back to its source: {trace.RouteError}"),
            _ => (FlowVerdict.Unroutable, "the kernel dropped it before any rule decided: its source has no way back there, or the link is down"),
        };
    }

    private IEnumerable<Cause> Causes(FlowTrace trace)
    {
        var packet = new MetPacket(
            trace.Sent.Protocol, trace.Sent.Source!, trace.Sent.SourcePort, trace.Sent.Destination!, trace.Sent.DestinationPort, trace.InputLink, trace.Route?.Link);
        foreach (var step in trace.Steps)
        {
            packet = packet with { OutputLink = step.OutputLink ?? packet.OutputLink };
            foreach (var cause in rules.Of(step, packet))
                yield return cause;
            packet = Translated(step, packet, trace.Left);
        }
        foreach (var cause in RouteCauses(trace))
            yield return cause;
    }

    /// <summary>After a port forward the next rules see the inner host.</summary>
    private MetPacket Translated(TraceStep step, MetPacket packet, LeftPacket? left)
    {
        const string forwards = "forwards_";
        if (!step.Chain.StartsWith(forwards, StringComparison.Ordinal) || step.Rule is null || rules.ForwardOf(step.Chain[forwards.Length..], packet) is not { } name)
            return packet;
        var forward = config.Firewall.Nat.Forwards[name];
        return packet with { Destination = left?.Destination ?? forward.To, DestinationPort = left?.DestinationPort ?? forward.ToPort ?? packet.DestinationPort };
    }

    private IEnumerable<Cause> RouteCauses(FlowTrace trace)
    {
        if (trace.Route is not { } route)
        {
            if (DeadEnd(trace.Sent) is { } prefix)
                yield return new Cause(["routes", prefix], "its route leads nowhere");
            yield break;
        }
        if (route.Local)
        {
            if (names.Own(trace.Left?.Destination ?? trace.Sent.Destination!) is var (link, own))
                yield return new Cause(["interfaces", link, "addresses", own.ToString()], "the destination is the router itself");
        }
        else if (config.Routes.ContainsKey(route.Prefix))
            yield return new Cause(["routes", route.Prefix.ToString()], "route");
        else if (route.Gateway is null && names.Network(route.Prefix, route.Link) is var (name, address))
            yield return new Cause(["interfaces", name, "addresses", address.ToString()], "the destination is on this link");
        else if (names.Interface(route.Link) is { } learnt && config.Interfaces.TryGetValue(learnt, out var settings) && settings.Dhcp)
            yield return new Cause(["interfaces", learnt, "dhcp"], "route by DHCP");
    }

    /// <summary>The kernel does not say which entry it was that leads nowhere: the longest prefix of the document.</summary>
    private string? DeadEnd(Flow flow) => config.Routes
        .Where(route => route.Key.Contains(flow.Destination!)).OrderByDescending(route => route.Key.PrefixLength)
        .FirstOrDefault() is { Value: { } found } entry && (found.Blackhole || found.Unreachable) ? entry.Key.ToString() : null;

    private FlowCause Locate(Cause cause)
    {
        var there = document.Has(cause.Path);
        var (line, _) = document.Locate(cause.Path);
        var text = there ? document.ToText().AsSpan().ToString().Split('\n')[line - 1].Trim() : "";
        return new FlowCause(ConfigPath.Join(cause.Path), there ? line : 0, text, cause.Effect);
    }

    private FlowRoute? Route(FlowTrace trace) => trace.Route is { } route
        ? new FlowRoute(route.Prefix.ToString(), route.Local ? "local" : Table(route.Table), route.Gateway?.ToString(), route.Link, names.Zone(route.Link))
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

    private static string Table(uint table) => table switch
    {
        254 => "main",
        255 => "local",
        253 => "default",
        _ => table.ToString(CultureInfo.InvariantCulture),
    };
}
