namespace Router.Image.Apk.Index;

/// <summary>A piece of the catalog's text.</summary>
internal readonly record struct TextRange(int Offset, int Length)
{
    public bool IsEmpty => Length == 0;
}

/// <summary>Numbers names (of packages and of what they provide) in the order in which they are first met.</summary>
internal sealed class NameTable(CatalogText text)
{
    private int[] slots = new int[1 << 16]; // id + 1; 0: free
    private uint[] hashes = new uint[1 << 14];
    private TextRange[] ranges = new TextRange[1 << 14];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int id] => text[ranges[id]];

    /// <summary>The row of apk's table of names that holds the name.</summary>
    public uint Bucket(int id) => hashes[id] % NameHash.Buckets;

    public int Intern(TextRange range)
    {
        var name = text[range];
        var hash = NameHash.Of(name);
        var slot = Find(hash, name);
        if (slots[slot] != 0)
            return slots[slot] - 1;

        if (Count == ranges.Length)
        {
            Array.Resize(ref ranges, Count * 2);
            Array.Resize(ref hashes, Count * 2);
        }

        (ranges[Count], hashes[Count]) = (range, hash);
        slots[slot] = ++Count;
        if (Count * 2 > slots.Length)
            Grow();
        return Count - 1;
    }

    private int Find(uint hash, ReadOnlySpan<byte> name)
    {
        var mask = slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var id = slots[slot] - 1;
            if (id < 0 || (hashes[id] == hash && text[ranges[id]].SequenceEqual(name)))
                return slot;
        }
    }

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        var mask = slots.Length - 1;
        for (var id = 0; id < Count; id++)
        {
            var slot = (int)hashes[id] & mask;
            while (slots[slot] != 0)
                slot = (slot + 1) & mask;
            slots[slot] = id + 1;
        }
    }
}
