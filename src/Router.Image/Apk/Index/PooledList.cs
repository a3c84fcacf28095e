namespace Router.Image.Apk.Index;

/// <summary>An array that grows; several lists lie in it one after the other, as <see cref="Slice"/>s.</summary>
internal struct PooledList<T>(int capacity)
{
    private T[] items = new T[capacity];

    public int Count { get; private set; }

    public readonly ref T this[int index] => ref items[index];

    public void Add(T item)
    {
        if (Count == items.Length)
            Array.Resize(ref items, Count * 2);
        items[Count++] = item;
    }

    public readonly ReadOnlySpan<T> this[Slice slice] => items.AsSpan(slice.Start, slice.Count);
}

/// <summary>A stretch of a <see cref="PooledList{T}"/>.</summary>
internal readonly record struct Slice(int Start, int Count);
