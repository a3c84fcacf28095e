using System.Security.Cryptography;
using System.Text;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Firewall.Build;

/// <summary>
/// The firewall as one nft transaction: the table is replaced whole, so that there is no moment without rules. Established
/// connections pass first; then the rules in their order; then port forwards; then the zones' policies, by sets of links. What only
/// differs in values (addresses, ports, forwards) is an element of a set or map, never a rule of its own.
/// <para>
/// <c>services … zones</c> opens the ports of that service in those zones, and nowhere else, after the rules; DHCP and DNS are
/// opened by policy (<c>lan -> router: [dhcp, dns]</c>). What the router itself sends is accepted unless a rule or policy from
/// <c>router</c> says otherwise.
/// </para>
/// </summary>
internal static class RulesetBuilder
{
    private const int FingerprintDigits = 16;
    private const string End = "}\n";

    internal static Ruleset Build(RouterConfig config, Topology topology, IEnumerable<Listener> listeners)
    {
        var text = new StringBuilder(4096);
        text.Append("add table inet router\ndelete table inet router\ntable inet router {\n");
        AppendSets(text, config, topology, listeners);
        var rules = new StringBuilder(4096);
        VrfText.AppendZones(rules, config);
        InsideText.AppendAntiSpoof(rules, config.Firewall.Nat);
        PreroutingText.Append(rules, config.Firewall, topology);
        LinesText.Append(rules, config, topology);
        ChainsText.Append(rules, config, topology);
        ForwardText.AppendChain(rules, config.Firewall.Nat, topology);
        NatText.AppendChain(rules, config, topology);
        RuleShortcuts.Append(text, text.ToString(), rules.ToString());
        var fingerprint = Fingerprint(text);
        return new Ruleset(text.Append($"  chain fingerprint_{fingerprint} {{ }}\n").Append(End).ToString(), fingerprint);
    }

    /// <summary>Of the whole text but for the line that names it.</summary>
    private static string Fingerprint(StringBuilder body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var encoder = Encoding.UTF8.GetEncoder();
        var bytes = new byte[4096];
        foreach (var chunk in body.GetChunks())
        {
            var rest = chunk.Span;
            while (rest.Length > 0)
            {
                encoder.Convert(rest, bytes, flush: false, out var read, out var written, out _);
                hash.AppendData(bytes, 0, written);
                rest = rest[read..];
            }
        }
        hash.AppendData(Encoding.UTF8.GetBytes(End));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..FingerprintDigits];
    }

    private static void AppendSets(StringBuilder text, RouterConfig config, Topology topology, IEnumerable<Listener> listeners)
    {
        SetsText.Append(text, config.Firewall, topology);
        InsideText.AppendSets(text, config, topology);
        NatText.AppendSets(text, config, topology);
        ForwardText.AppendMaps(text, config.Firewall.Nat, topology);
        TranslationText.AppendMaps(text, config.Firewall.Nat, topology);
        PreroutingText.AppendObjects(text, config, topology);
        OpenServices.AppendSets(text, config, topology, listeners);
        MeshText.AppendSets(text, config);
        VrfText.AppendSets(text, config, topology);
        RuleLimits.AppendObjects(text, config.Firewall.Rules);
        RuleCounters.AppendObjects(text, config.Firewall.Rules);
    }
}
