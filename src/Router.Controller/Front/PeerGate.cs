using Router.Controller.Authorities;
using Router.Controller.Operators;

namespace Router.Controller.Front;

/// <summary>Who asks, by the certificate of the connection.</summary>
internal sealed class PeerGate(IGrainFactory grains)
{
    /// <summary>The device whose certificate it is; whether it still is, its grain says.</summary>
    /// <exception cref="Refusal">It is no device.</exception>
    public static Peer Device(HttpContext context) =>
        Of(context) is { Kind: PeerKind.Device } peer ? peer : throw Refusal.Forbidden("a device's certificate is needed");

    /// <exception cref="Refusal">It is no operator, or one without any of these roles.</exception>
    public async Task<string> OperatorAsync(HttpContext context, OperatorRoles anyOf)
    {
        if (Of(context) is not { Kind: PeerKind.Operator } peer)
            throw Refusal.Forbidden("an operator's certificate is needed");
        var roles = await grains.GetGrain<IOperatorGrain>(peer.Name).RolesAsync(peer.Thumbprint);
        return (roles & anyOf) != OperatorRoles.None
            ? peer.Name
            : throw Refusal.Forbidden(roles == OperatorRoles.None
                ? $"this certificate of {peer.Name} was taken back"
                : $"{peer.Name} has not the role {string.Join(" or ", $"{anyOf}".ToLowerInvariant().Split(", "))}");
    }

    private static Peer? Of(HttpContext context) => context.Connection.ClientCertificate is { } certificate ? Peer.Of(certificate) : null;
}
