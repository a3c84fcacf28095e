using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Router.Documents;

/// <summary>
/// An immutable map that keeps the order of the document and compares by its entries, whatever their order.
/// </summary>
public sealed class ValueMap<TKey, TValue> : IReadOnlyDictionary<TKey, TValue>, IEquatable<ValueMap<TKey, TValue>>
    where TKey : notnull
{
    public static readonly ValueMap<TKey, TValue> Empty = new([]);

    private readonly OrderedDictionary<TKey, TValue> entries;

    internal ValueMap(OrderedDictionary<TKey, TValue> entries) => this.entries = entries;

    public int Count => entries.Count;

    public TValue this[TKey key] => entries[key];

    /// <summary>Of kinds that <c>foreach</c> walks over without an object: large documents are walked over many times.</summary>
    public OrderedDictionary<TKey, TValue>.KeyCollection Keys => entries.Keys;

    public OrderedDictionary<TKey, TValue>.ValueCollection Values => entries.Values;

    IEnumerable<TKey> IReadOnlyDictionary<TKey, TValue>.Keys => entries.Keys;

    IEnumerable<TValue> IReadOnlyDictionary<TKey, TValue>.Values => entries.Values;

    public bool ContainsKey(TKey key) => entries.ContainsKey(key);

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => entries.TryGetValue(key, out value);

    public ValueMap<TKey, TValue> With(TKey key, TValue value) =>
        Count == 0 ? new(new(1) { { key, value } }) : new(new(entries) { [key] = value });

    public bool Equals(ValueMap<TKey, TValue>? other)
    {
        if (other is null || other.Count != Count)
            return false;
        foreach (var (key, value) in entries)
        {
            if (!other.entries.TryGetValue(key, out var theirs) || !EqualityComparer<TValue>.Default.Equals(value, theirs))
                return false;
        }
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as ValueMap<TKey, TValue>);

    public override int GetHashCode()
    {
        var hash = 0;
        foreach (var (key, value) in entries)
            hash ^= HashCode.Combine(key, value);
        return hash;
    }

    public OrderedDictionary<TKey, TValue>.Enumerator GetEnumerator() => entries.GetEnumerator();

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => entries.GetEnumerator();
}

/// <summary>Makes <see cref="ValueMap{TKey,TValue}"/>.</summary>
public static class ValueMap
{
    /// <param name="entries">In their order.</param>
    /// <param name="count">About how many they are, if the caller knows: a large map that need not grow saves more than its copies.</param>
    /// <exception cref="ArgumentException">Two entries have the same key.</exception>
    public static ValueMap<TKey, TValue> ToValueMap<TKey, TValue>(this IEnumerable<KeyValuePair<TKey, TValue>> entries, int count = 0)
        where TKey : notnull
    {
        var map = new OrderedDictionary<TKey, TValue>(count);
        foreach (var (key, value) in entries)
            map.Add(key, value);
        return new(map);
    }
}
