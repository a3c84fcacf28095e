namespace Router.Image.Disk;

/// <summary>
/// The partition that <c>firmware/machine/usr/libexec/router/medium</c> describes: a block that tells the next boot, and two halves that
/// each begin with a block of their own. A disk that is flashed may have had such a partition at the same place, and whoever writes the
/// image may leave out what is zero in it: something stands in these blocks.
/// </summary>
internal static class RescueArea
{
    private const int Block = 4096;

    /// <summary>The line of a block in which nothing stands.</summary>
    public static ReadOnlySpan<byte> Nothing => "router-empty\n"u8;

    /// <summary>Where these blocks begin, in bytes of the disk.</summary>
    public static IEnumerable<long> Marks(Partition rescue)
    {
        var half = ((rescue.Size / Block) - 1) / 2;
        return [rescue.Start, rescue.Start + Block, rescue.Start + ((1 + half) * Block)];
    }
}
