using System.Net;
using Router.Controller.Storage;

namespace Router.Controller.Hosting;

/// <summary>How a controller runs.</summary>
internal sealed record ControllerSettings
{
    public const int UsualPort = 8443, UsualSiloPort = 11111, UsualGatewayPort = 30000;

    /// <summary>Its own folder, see <see cref="Authorities.Edges.AuthorityFolder"/>.</summary>
    public required string Folder { get; init; }

    public required StoragePlace Storage { get; init; }

    /// <summary>Where devices and operators reach it.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Names and addresses by which they do; they stand in its certificate.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>Where other controllers reach it.</summary>
    public IPAddress Cluster { get; init; } = IPAddress.Loopback;

    public int SiloPort { get; init; } = UsualSiloPort;

    public int GatewayPort { get; init; } = UsualGatewayPort;

    /// <summary>No rollout begins before somebody else has approved it.</summary>
    public bool NeedsApproval { get; init; }
}
