using Router.Features.Building;
using Router.Features.Interfaces.Kinds.Tunnels;

namespace Router.Features.Interfaces.Build;

/// <summary>Why a tunnel cannot be made yet.</summary>
internal static class TunnelWaits
{
    public static string Reason(VirtualConfig made, BuildContext context) => made switch
    {
        DsLiteConfig { AftrName: { } name } when context.Resolve(name) is null => $"nobody knows the IPv6 address of {name} yet",
        TunnelConfig { Over: { } over } tunnel => $"{over} has no {TunnelUnderlay.Words(tunnel.Family)} address yet",
        _ => "its ends are not known yet",
    };
}
