using System.Text.Json.Serialization;
using Router.Core.Plans;
using Router.Core.State;
using Router.Documents;

namespace Router.Ctl.Config;

/// <summary>What <c>config render --format json</c> prints: the desired state in plain values.</summary>
internal sealed record RenderedState(
    string Hostname,
    IReadOnlyList<RenderedLink> Links,
    IReadOnlyList<RenderedRoute> Routes,
    IReadOnlyDictionary<string, string> Sysctls,
    RenderedFirewall Firewall,
    IReadOnlyList<RenderedService> Services,
    IReadOnlyList<string> Plan)
{
    public static RenderedState Of(DesiredState state, ValueList<Change> plan) => new(
        state.Hostname,
        [.. state.Links.Values.Select(l => new RenderedLink(
            l.Name, l.Settings?.Kind ?? l.Kind.ToString().ToLowerInvariant(), l.Master,
            l.Mtu, l.Up, l.Dhcp, [.. l.Addresses.Select(a => a.ToString())]))],
        [.. state.Routes.Select(r => new RenderedRoute(
            r.Destination.ToString(), r.Gateway?.ToString(), r.Link, r.Type == RouteType.Blackhole,
            r.Type == RouteType.Unreachable, r.Metric, r.Table)
        {
            Prohibit = r.Type == RouteType.Prohibit,
            NextHops = [.. r.NextHops.Select(hop => new RenderedHop(hop.Gateway?.ToString(), hop.Link, hop.Weight))],
        })],
        state.Sysctls,
        new RenderedFirewall(state.Ruleset.Fingerprint, state.Ruleset.ToText()),
        [.. state.Services.Select(s => new RenderedService(s.Name, s.Running, [.. s.Files.Select(RenderedFile.Of)]))],
        [.. plan.Select(PlanText.Line)]);
}

internal sealed record RenderedLink(
    string Name, string Kind, string? Master, int? Mtu, bool Up, bool Dhcp, IReadOnlyList<string> Addresses);

internal sealed record RenderedRoute(
    string Destination, string? Gateway, string? Link, bool Blackhole, bool Unreachable, uint? Metric, uint Table)
{
    public bool Prohibit { get; init; }

    public IReadOnlyList<RenderedHop> NextHops { get; init; } = [];
}

internal sealed record RenderedHop(string? Gateway, string? Link, int Weight);

internal sealed record RenderedFirewall(string Fingerprint, string Ruleset);

internal sealed record RenderedService(string Name, bool Running, IReadOnlyList<RenderedFile> Files);

/// <summary>Mode in octal. No content: it holds secrets.</summary>
internal sealed record RenderedFile(string Path, string Mode, string Owner, string? Content)
{
    public static RenderedFile Of(ServiceFile file) =>
        new(file.Path, Convert.ToString(file.Mode, 8).PadLeft(4, '0'), file.Owner, file.Secret ? null : file.Content);
}

[JsonSerializable(typeof(RenderedState))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class RenderJson : JsonSerializerContext;
