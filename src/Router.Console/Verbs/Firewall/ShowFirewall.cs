using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Firewall;

internal static class ShowFirewall
{
    public static readonly Command Verb =
        Show.Verb<Response.Firewall>("firewall", "policies and rules with their counters", new Request.ShowFirewall(), Render);

    private static IEnumerable<string> Render(Response.Firewall firewall, Paint paint)
    {
        if (!firewall.Loaded)
            yield return paint.Bad("no firewall is loaded");
        foreach (var chain in firewall.Chains.Where(c => c.Rules.Count > 0))
        {
            yield return paint.Bold(chain.Name) + (chain.Hook is null ? "" : $" (hook {chain.Hook}, policy {chain.Policy})");
            foreach (var rule in chain.Rules)
                yield return $"  {Counter(rule),-24}{rule.Text}{(rule.Comment is null ? "" : paint.Dim($"  # {rule.Comment}"))}";
        }
    }

    private static string Counter(RuleStatus rule) =>
        rule.Packets is { } packets ? $"{packets} pk {Humane.Bytes(rule.Bytes ?? 0)}" : "";
}
