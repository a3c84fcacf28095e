namespace Router.Mesh.Cache;

public enum PeerState
{
    Registered,

    /// <summary>Another one claims its unique address, and it is being asked whether it is still there.</summary>
    Contested,

    /// <summary>Known from the kernel since the daemon restarted; its next renewal makes it registered.</summary>
    Restored,
}
