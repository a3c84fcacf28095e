namespace Router.Mesh.Events;

/// <summary>Which of two peers is to begin a negotiation.</summary>
public enum Beginner
{
    We,

    /// <summary>
    /// Both want it in the same moment: the one with the lower underlay address, so that there is one negotiation and not two.
    /// </summary>
    Lower,

    /// <summary>The peer is behind a NAT, which lets nothing in that it did not ask for.</summary>
    They,

    /// <summary>Each is behind a NAT, and ours is the lower address outside: we, once the peer opened its NAT for us.</summary>
    WeBetweenNats,

    /// <summary>Each is behind a NAT: the peer, and we open ours for it.</summary>
    TheyBetweenNats,
}
