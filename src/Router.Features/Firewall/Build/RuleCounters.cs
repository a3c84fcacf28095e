using System.Security.Cryptography;
using System.Text;
using Router.Core.Rulesets;
using Router.Documents;

namespace Router.Features.Firewall.Build;

/// <summary>
/// Counters of rules that ask for one.
/// </summary>
internal static class RuleCounters
{
    private const string Prefix = "count_";
    private const int HashDigits = 16;

    public static IEnumerable<TableObject.Counter> Objects(ValueList<RuleConfig> rules) =>
        rules.Where(rule => rule.Count).Select(rule => new TableObject.Counter(NameOf(rule)));

    /// <summary>A rule's name may hold anything, an object's may not.</summary>
    public static string NameOf(RuleConfig rule) =>
        $"{Prefix}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rule.Name)))[..HashDigits]}";
}
