namespace Router.Documents.Shapes;

/// <summary>
/// What the words of a scalar refer to, so that completion, renaming and the checks know. Each is one object; who uses shapes makes its
/// own.
/// </summary>
/// <param name="what">What such a name names, for people: <c>zone</c>.</param>
/// <param name="half">The scalar is a pair <c>A -&gt; B</c>, and this is what its second half refers to; null: it is a name.</param>
public sealed class NameKind(string what, NameKind? half = null)
{
    /// <summary>It refers to nothing.</summary>
    public static readonly NameKind None = new("nothing");

    /// <summary>The value is kept apart, under a name.</summary>
    public static readonly NameKind Secret = new("secret");

    public NameKind? Half => half;

    public bool IsPair => half is not null;

    public override string ToString() => what;
}
