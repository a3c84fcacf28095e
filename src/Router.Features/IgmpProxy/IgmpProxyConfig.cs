using System.Net;
using Router.Documents;

namespace Router.Features.IgmpProxy;

/// <summary><c>services igmp-proxy</c>: multicast of a line (television) for hosts inside, as these join groups (IGMP, RFC 3376).</summary>
public sealed record IgmpProxyConfig
{
    /// <summary>The interface that multicast comes from.</summary>
    public required string Upstream { get; init; }

    /// <summary>Where hosts may join.</summary>
    public ValueList<string> Zones { get; init; } = [];

    /// <summary>IPv4 networks of senders; those on the upstream's own network are always taken.</summary>
    public ValueList<IPNetwork> Sources { get; init; } = [];
}
