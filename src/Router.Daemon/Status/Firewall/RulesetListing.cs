using System.Globalization;
using System.Text.RegularExpressions;
using Router.Api.Contract;
using Router.Core.Rulesets;
using Router.Wire.Netlink.Nftables;

namespace Router.Daemon.Status.Firewall;

/// <summary>What <c>nft list table</c> prints, taken apart into chains and rules with their counters.</summary>
internal static partial class RulesetListing
{
    /// <param name="text">Of one table.</param>
    /// <param name="counters">By their names.</param>
    public static Response.Firewall Parse(string text, IReadOnlyDictionary<string, NamedCounter> counters)
    {
        var chains = new List<ChainStatus>();
        string? fingerprint = null;
        (string Name, string? Hook, string? Policy, List<RuleStatus> Rules)? chain = null;
        var begun = "";
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            // A rule with a set of its own goes over as many lines as the set has members.
            if (chain is not null && (begun.Length > 0 || IsOpen(line)))
            {
                begun = begun.Length == 0 ? line : $"{begun} {line}";
                if (IsOpen(begun))
                    continue;
                (line, begun) = (begun, "");
            }
            if (ChainHead().Match(line) is { Success: true } head)
            {
                chain = (head.Groups[1].Value, null, null, []);
                if (head.Groups[1].Value.StartsWith(Ruleset.FingerprintPrefix, StringComparison.Ordinal))
                    fingerprint = head.Groups[1].Value[Ruleset.FingerprintPrefix.Length..];
            }
            else if (chain is { } open && line == "}")
            {
                chains.Add(new ChainStatus(open.Name, open.Hook, open.Policy, open.Rules));
                chain = null;
            }
            else if (chain is { } current && HookLine().Match(line) is { Success: true } hook)
            {
                chain = current with { Hook = hook.Groups[1].Value, Policy = hook.Groups[2].Value };
            }
            else if (chain is { } filled && line.Length > 0)
            {
                filled.Rules.Add(Named(Rule(line), counters));
            }
        }
        return new Response.Firewall(
            Loaded: text.Contains("table ", StringComparison.Ordinal),
            fingerprint,
            [.. chains.Where(c => !c.Name.StartsWith(Ruleset.FingerprintPrefix, StringComparison.Ordinal))]);
    }

    private static bool IsOpen(string line) => line.Count(c => c == '{') > line.Count(c => c == '}');

    private static RuleStatus Rule(string line)
    {
        var counter = Counter().Match(line);
        var comment = Comment().Match(line);
        var text = Comment().Replace(Counter().Replace(line, ""), "").Trim();
        return new RuleStatus(
            text,
            comment.Success ? comment.Groups[1].Value : null,
            counter.Success ? ulong.Parse(counter.Groups[1].Value, CultureInfo.InvariantCulture) : null,
            counter.Success ? ulong.Parse(counter.Groups[2].Value, CultureInfo.InvariantCulture) : null);
    }

    /// <summary>A counter that is an object of its own counts for all the rules that name it.</summary>
    private static RuleStatus Named(RuleStatus rule, IReadOnlyDictionary<string, NamedCounter> counters)
    {
        var match = NamedCounter().Match(rule.Text);
        return match.Success && counters.TryGetValue(match.Groups[1].Value, out var count)
            ? rule with { Text = NamedCounter().Replace(rule.Text, "").Trim(), Packets = count.Packets, Bytes = count.Bytes }
            : rule;
    }

    [GeneratedRegex("counter name \"?(count_[0-9a-f]+)\"? ?")]
    private static partial Regex NamedCounter();

    [GeneratedRegex(@"^chain (\S+) \{$")]
    private static partial Regex ChainHead();

    [GeneratedRegex(@"^type \S+ hook (\S+) .*policy (\S+);$")]
    private static partial Regex HookLine();

    [GeneratedRegex(@"counter packets (\d+) bytes (\d+) ?")]
    private static partial Regex Counter();

    [GeneratedRegex("comment \"([^\"]*)\"")]
    private static partial Regex Comment();
}
