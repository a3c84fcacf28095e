namespace Router.Image.Apk.Index;

/// <summary>A piece of the catalog's text.</summary>
internal readonly record struct TextRange(int Offset, int Length)
{
    public bool IsEmpty => Length == 0;
}

/// <summary>Numbers names (of packages and of what they provide) in the order in which they are first met.</summary>
internal sealed class NameTable(CatalogText text)
{
    private int[] _slots = new int[1 << 16]; // id + 1; 0: free
    private uint[] _hashes = new uint[1 << 14];
    private TextRange[] _ranges = new TextRange[1 << 14];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int id] => text[_ranges[id]];

    /// <summary>The row of apk's table of names that holds the name.</summary>
    public uint Bucket(int id) => _hashes[id] % NameHash.Buckets;

    public int Intern(TextRange range)
    {
        var name = text[range];
        var hash = NameHash.Of(name);
        var slot = Find(hash, name);
        if (_slots[slot] != 0)
            return _slots[slot] - 1;

        if (Count == _ranges.Length)
        {
            Array.Resize(ref _ranges, Count * 2);
            Array.Resize(ref _hashes, Count * 2);
        }

        (_ranges[Count], _hashes[Count]) = (range, hash);
        _slots[slot] = ++Count;
        if (Count * 2 > _slots.Length)
            Grow();
        return Count - 1;
    }

    private int Find(uint hash, ReadOnlySpan<byte> name)
    {
        var mask = _slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var id = _slots[slot] - 1;
            if (id < 0 || (_hashes[id] == hash && text[_ranges[id]].SequenceEqual(name)))
                return slot;
        }
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var id = 0; id < Count; id++)
        {
            var slot = (int)_hashes[id] & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = id + 1;
        }
    }
}
