namespace Router.Mesh.Client;

public enum ResolutionState
{
    /// <summary>Asked; repeated with growing pauses.</summary>
    Asking,

    /// <summary>Answered; IPsec with the peer is being brought up.</summary>
    Securing,

    /// <summary>Answered; a NAT is on the way, and the peer is asked straight before packets are.</summary>
    Probing,

    /// <summary>It failed, and is not tried again for a while: packets stay on their way through the hub.</summary>
    HeldDown,

    /// <summary>A packet that only opens our NAT for the peer.</summary>
    Opening,
}
