namespace Router.Core.Rulesets;

/// <summary>
/// Elements of a set or map in their order, each in nft's words. They share one text, as between the braces, and are slices of it: a set
/// may have a hundred thousand.
/// </summary>
public sealed class Elements : IEquatable<Elements>
{
    public static readonly Elements None = new("", 0, []);

    internal const string Separator = ", ";

    /// <summary>Where in the text each element but the last ends.</summary>
    private readonly int[] ends;

    internal Elements(string text, int count, int[] ends) => (Text, Count, this.ends) = (text, count, ends);

    /// <summary>With commas between; empty: there are none.</summary>
    public string Text { get; }

    public int Count { get; }

    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            var start = index == 0 ? 0 : ends[index - 1] + Separator.Length;
            return Text.AsSpan()[start..(index == Count - 1 ? Text.Length : ends[index])];
        }
    }

    public static Elements Of(IEnumerable<string> elements)
    {
        var writer = new ElementsWriter();
        foreach (var element in elements)
            writer.Next().Append(element);
        return writer.ToElements();
    }

    public bool Equals(Elements? other) =>
        other is not null && Count == other.Count && Text == other.Text && ends.AsSpan().SequenceEqual(other.ends);

    public override bool Equals(object? obj) => Equals(obj as Elements);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;
}
