using Router.Core.State.Links;
using Router.Documents;

namespace Router.Features.Interfaces.Kinds.Pppoe;

/// <summary>What a session of PPPoE is as a link. pppd makes it, and no step of a plan does.</summary>
internal sealed record PppoeLink(string On) : LinkSettings
{
    /// <summary>Of PPPoE and PPP in front of each packet.</summary>
    public const int Headers = 8;

    /// <summary>The largest packet without RFC 4638.</summary>
    private const int UsualMtu = EthernetMtu - Headers;

    public override string Kind => "pppoe";

    public override string Details => $"on {On}";

    public override ValueList<string> Needs => [On];

    public override int NewMtu(int? under) => Math.Min(UsualMtu, (under ?? EthernetMtu) - Headers);
}
