using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Documents;

namespace Router.Core.Plans;

/// <summary>
/// A plan for programs: an array of steps in order. Like <see cref="PlanText"/> it never holds the content of a file.
/// </summary>
public static class PlanJson
{
    public static string Render(IEnumerable<Change> plan) =>
        JsonSerializer.Serialize(Steps(plan), PlanJsonContext.Default.IReadOnlyListPlanStep);

    public static ValueList<PlanStep> Steps(IEnumerable<Change> plan) => plan.Select(Step).ToValueList();

    private static PlanStep Step(Change change)
    {
        var (what, name) = Subject(change);
        var line = PlanText.Line(change);
        var action = line[0] switch { '+' => "add", '-' => "remove", _ => "change" };
        return new PlanStep(action, what, name, line);
    }

    private static (string What, string Name) Subject(Change change) => change switch
    {
        Change.SetHostname c => ("hostname", c.Name),
        Change.SetSysctl c => ("sysctl", c.Key),
        Change.SetTuning c => ("setting", $"{c.Key}"),
        Change.ReplaceFirewall c => ("firewall", c.Ruleset.Fingerprint),
        Change.CreateLink c => ("link", c.Name),
        Change.DeleteLink c => ("link", c.Name),
        Change.ChangeLink c => ("link", c.Name),
        Change.SetVlan c => ("vlan", $"{c.Link} {(c.Vlan ?? c.Before)!.Value.Id}"),
        Change.SetMaster c => ("master", c.Link),
        Change.SetMtu c => ("mtu", c.Link),
        Change.SetMac c => ("mac", c.Link),
        Change.SetUp c => ("up", c.Link),
        Change.AddAddress c => ("address", $"{c.Link} {c.Address}"),
        Change.RemoveAddress c => ("address", $"{c.Link} {c.Address}"),
        Change.AddRoute c => ("route", $"{c.Route.Destination}"),
        Change.RemoveRoute c => ("route", $"{c.Route.Destination}"),
        Change.AddRoutingRule c => ("rule", $"{c.Rule.Priority}"),
        Change.RemoveRoutingRule c => ("rule", $"{c.Rule.Priority}"),
        Change.SetNeighbour c => ("neighbour", $"{c.Neighbour.Link} {c.Neighbour.Address}"),
        Change.RemoveNeighbour c => ("neighbour", $"{c.Before.Link} {c.Before.Address}"),
        Change.SetQueue c => ("queue", c.Link),
        Change.SetRedirect c => ("redirect", c.Link),
        Change.WriteFile c => ("file", c.File.Path),
        Change.RemoveFile c => ("file", c.Before.Path),
        Change.StartService c => ("service", c.Name),
        Change.StopService c => ("service", c.Name),
        Change.RefreshService c => ("service", c.Name),
        _ => throw new UnreachableException(),
    };
}

/// <summary>
/// One step: <paramref name="Action"/> is <c>add</c>, <c>remove</c> or <c>change</c>, <paramref name="What"/> the kind of thing,
/// <paramref name="Text"/> the line that people read.
/// </summary>
public sealed record PlanStep(string Action, string What, string Name, string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<PlanStep>))]
internal sealed partial class PlanJsonContext : JsonSerializerContext;
