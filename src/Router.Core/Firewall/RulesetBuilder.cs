using System.Security.Cryptography;
using System.Text;
using Router.Core.Sections;
using Router.Core.State;

namespace Router.Core.Firewall;

/// <summary>
/// The firewall as one nft transaction: the table is replaced whole, so that there is no moment without rules. Established
/// connections pass first; then the rules in their order; then the zones' policies, through verdict maps keyed by link. What
/// only differs in values (addresses, ports, forwards) is an element of a set or map, never a rule of its own.
/// <para>
/// <c>services … zones</c> opens the ports of that service in those zones, after the rules; DHCP and DNS are opened by policy
/// (<c>lan -> router: [dhcp, dns]</c>). What the router itself sends is accepted unless a rule or policy from <c>router</c>
/// says otherwise.
/// </para>
/// </summary>
public static class RulesetBuilder
{
    private const int FingerprintDigits = 16;

    public static Ruleset Build(RouterConfig config, Topology topology)
    {
        var text = new StringBuilder(4096);
        text.Append("add table inet router\ndelete table inet router\ntable inet router {\n");
        SetsText.Append(text, config.Firewall, topology);
        NatText.AppendMaps(text, config.Firewall.Nat, topology);
        OpenServices.AppendSets(text, config, topology);
        ChainsText.Append(text, config, topology);
        NatText.AppendChains(text, config.Firewall.Nat);
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..FingerprintDigits];
        text.Append($"  chain fingerprint_{fingerprint} {{ }}\n}}\n");
        return new Ruleset(text.ToString(), fingerprint);
    }
}
