using System.Text;

namespace Router.Core.Rulesets;

/// <summary>
/// Elements of a set or map in their order, each in nft's words. They share one text, as between the braces, and are slices of it: a set
/// may have a hundred thousand.
/// </summary>
public sealed class Elements : IEquatable<Elements>
{
    public static readonly Elements None = new("", []);

    internal const string Separator = ", ";

    /// <summary>Where in the text each element ends.</summary>
    private readonly int[] ends;

    private Elements(string text, int[] ends) => (Text, this.ends) = (text, ends);

    /// <summary>With commas between; empty: there are none.</summary>
    public string Text { get; }

    public int Count => ends.Length;

    public ReadOnlySpan<char> this[int index] =>
        Text.AsSpan(index == 0 ? 0 : ends[index - 1] + Separator.Length, Length(index));

    public static Elements Of(IEnumerable<string> elements)
    {
        var (text, ends) = (new StringBuilder(), new List<int>());
        foreach (var element in elements)
        {
            if (ends.Count > 0)
                text.Append(Separator);
            text.Append(element);
            ends.Add(text.Length);
        }
        return ends.Count == 0 ? None : new(text.ToString(), [.. ends]);
    }

    public bool Equals(Elements? other) =>
        other is not null && Text == other.Text && ends.AsSpan().SequenceEqual(other.ends);

    public override bool Equals(object? obj) => Equals(obj as Elements);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    private int Length(int index) => index == 0 ? ends[0] : ends[index] - ends[index - 1] - Separator.Length;
}
