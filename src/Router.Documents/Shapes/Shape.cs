using System.Diagnostics.CodeAnalysis;
using Router.Documents.Yaml;

namespace Router.Documents.Shapes;

/// <summary>
/// What may stand at one place of a document. Reading, writing, the JSON schema, <c>explain</c> and completion all come
/// from shapes, and from nothing else.
/// </summary>
public abstract class Shape
{
    private protected Shape()
    {
    }

    /// <summary>What people call it: <c>duration</c>, <c>list of services</c>.</summary>
    public abstract string TypeName { get; }

    /// <summary>As it is written in a document; null where an example says nothing.</summary>
    public virtual string? Example => null;
}

/// <summary>A shape that reads into and writes from <typeparamref name="T"/>.</summary>
public abstract class Shape<T> : Shape
{
    /// <summary>False: <paramref name="binding"/> has been told why.</summary>
    internal abstract bool TryBind(YamlNode node, Binding binding, [MaybeNullWhen(false)] out T value);

    /// <summary>The shortest way to write <paramref name="value"/>.</summary>
    internal abstract YamlNode Write(T value);
}
