using System.Net;
using System.Net.Sockets;
using Router.Core.Shapes;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents.Checks;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces.Kinds.Tunnels;

/// <summary>
/// <c>interfaces NAME dslite</c> (RFC 6333): IPv4 of a provider over its IPv6. The router is the B4; the provider's AFTR translates for all
/// its customers, so that nothing is translated here.
/// </summary>
public sealed record DsLiteConfig : TunnelConfig
{
    private const int LongestName = 253;

    /// <summary>RFC 6333, section 5.7: of the B4, in 192.0.0.0/29.</summary>
    private static readonly InterfaceAddress WellKnown = new(new IPAddress([192, 0, 0, 2]), 29);

    /// <summary>An address or a name.</summary>
    public string Aftr { get; init; } = "";

    /// <summary>Null: its address is, or it has none.</summary>
    internal string? AftrName => IPAddress.TryParse(Aftr, out _) ? null : Aftr;

    internal override AddressFamily Family => AddressFamily.InterNetworkV6;

    internal override IPAddress? OtherEnd => IPAddress.TryParse(Aftr, out var address) ? address : null;

    /// <summary>The kernel sends nothing over IPv6 without it.</summary>
    internal override bool NeedsLocal => true;

    internal override (bool IPv6, IPAddress? Gateway)? DefaultRoute => (false, null);

    internal override bool IsTranslatedOutside => true;

    internal static readonly RecordShape<DsLiteConfig> Shape = Common(
        new RecordShape<DsLiteConfig>("DS-Lite", "IPv4 of a provider over its IPv6; brings an address and the default route.", () => new())
            .With("aftr", Scalars.Text("host", "aftr.isp.example", check: Wrong), t => t.Aftr, (t, v) => t with { Aftr = v },
                "The provider's AFTR, which translates to IPv4: its IPv6 address, or its name.", required: true));

    internal override LinkSettings? Settings(VirtualContext context) =>
        (OtherEnd ?? context.Resolve(Aftr)) is { } aftr && LocalNow(context) is { } local
            ? new DsLiteLink(local, aftr, (byte)Ttl, context.On)
            : null;

    internal override IEnumerable<InterfaceAddress> Addresses(LinkSettings made, InterfaceConfig itself) =>
        itself.Addresses.Any(a => !a.IsIPv6) ? [] : [WellKnown];

    internal override void Check(ILinkSurroundings around, Findings findings, string[] path, string name, InterfaceConfig itself)
    {
        base.Check(around, findings, path, name, itself);
        Brings.Check(findings, name, itself, "DS-Lite");
    }

    private static string? Wrong(string text) =>
        IPAddress.TryParse(text, out _)
        || (text.Length is > 0 and <= LongestName && Uri.CheckHostName(text) == UriHostNameType.Dns
            && text.Contains('.', StringComparison.Ordinal))
            ? null
            : "is neither an address nor the full name of a host";
}
