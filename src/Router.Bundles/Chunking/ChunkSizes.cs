namespace Router.Bundles.Chunking;

/// <summary>
/// How long chunks are, in bytes. The usual ones are a part of the format: a device cuts what it runs by the sizes that the index of a
/// bundle names, and finds there what the bundle has as well.
/// </summary>
/// <param name="Smallest">No place is looked at before.</param>
/// <param name="Usual">A power of two: about so long they are beyond the smallest.</param>
/// <param name="Largest">Cut there, whatever the content.</param>
public readonly record struct ChunkSizes(int Smallest, int Usual, int Largest)
{
    /// <summary>What travels of a change is least near these: shorter chunks make the index longer than what they save.</summary>
    public static readonly ChunkSizes Default = new(8 << 10, 16 << 10, 64 << 10);

    /// <summary>What a device takes: its buffers have to hold a chunk.</summary>
    public bool IsSane => Smallest is >= 256 && Largest <= 1 << 20 && Smallest <= Usual && Usual <= Largest && (Usual & (Usual - 1)) == 0;
}
