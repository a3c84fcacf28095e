namespace Router.Core.Boards;

/// <summary>Where a device runs from.</summary>
public enum BoardMode
{
    /// <summary>Its disk, which stays where it is.</summary>
    Disk,

    /// <summary>Memory: the medium may be pulled after the boot, and commits go to it when it is there.</summary>
    Ram,
}
