namespace Router.Mesh;

/// <summary>What was dropped, by reason: hostile input changes a number and nothing else.</summary>
public sealed record MeshCounters
{
    public long Received { get; set; }

    /// <summary>Bytes that are no NHRP packet.</summary>
    public long Undecodable { get; set; }

    /// <summary>Of another protocol or underlay than this mesh carries.</summary>
    public long Foreign { get; set; }

    public long WrongChecksum { get; set; }

    public long WrongAuthentication { get; set; }

    /// <summary>From an underlay address without IPsec, where IPsec is demanded.</summary>
    public long NotSecured { get; set; }

    /// <summary>An overlay address claimed by an IKE identity that it does not belong to, or by a second peer.</summary>
    public long Takeovers { get; set; }

    public long HopCountExceeded { get; set; }

    /// <summary>Replies to what was never asked, or asked of somebody else.</summary>
    public long Unsolicited { get; set; }

    /// <summary>Addresses missing, or outside the mesh's network; packets too long to be passed on.</summary>
    public long Malformed { get; set; }

    public long RefusedRegistrations { get; set; }

    /// <summary>Registrations that were taken back already, or overtaken by newer ones.</summary>
    public long Replayed { get; set; }

    public long Loops { get; set; }

    /// <summary>More than a source may ask in a second.</summary>
    public long Throttled { get; set; }
}
