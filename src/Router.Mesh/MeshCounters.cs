namespace Router.Mesh;

/// <summary>What was dropped, by reason: hostile input changes a number and nothing else.</summary>
public sealed record MeshCounters
{
    public long WrongAuthentication { get; set; }

    public long HopCountExceeded { get; set; }

    /// <summary>Replies to what was never asked, or asked of somebody else.</summary>
    public long Unsolicited { get; set; }

    /// <summary>Addresses missing, or outside the mesh's network.</summary>
    public long Malformed { get; set; }

    public long RefusedRegistrations { get; set; }

    public long Loops { get; set; }
}
