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
    private const int HashDigits = 16;

    public static void AppendObjects(StringBuilder text, ValueList<RuleConfig> rules)
    {
        foreach (var rule in rules.Where(rule => rule.Count))
            text.Append(NamedCounters.Head).Append(NameOf(rule)).Append(NamedCounters.Zero).Append('\n');
    }

    /// <summary>A rule's name may hold anything, an object's may not.</summary>
    public static string NameOf(RuleConfig rule) =>
        $"{NamedCounters.Prefix}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rule.Name)))[..HashDigits]}";
}
