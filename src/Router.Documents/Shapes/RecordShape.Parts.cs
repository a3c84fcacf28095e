using System.Diagnostics.CodeAnalysis;
using Router.Documents.Yaml;

namespace Router.Documents.Shapes;

/// <summary>What a record is made of: its keys, and the list that may stand in their place.</summary>
public sealed partial class RecordShape<T>
{
    private abstract class ListForm(Shape shape)
    {
        public Shape Shape => shape;

        public abstract bool TryBind(YamlNode node, Binding binding, [MaybeNullWhen(false)] out T value);

        /// <summary>Null: the keys say it.</summary>
        public abstract YamlNode? Write(T value);
    }

    private sealed class ListForm<TItem>(ListShape<TItem> shape, Func<ValueList<TItem>, T> from, Func<T, ValueList<TItem>?> get)
        : ListForm(shape)
        where TItem : notnull
    {
        public override bool TryBind(YamlNode node, Binding binding, [MaybeNullWhen(false)] out T value)
        {
            value = shape.TryBind(node, binding, out var items) ? from(items) : default;
            return value is not null;
        }

        public override YamlNode? Write(T value) => get(value) is { } items ? shape.Write(items) : null;
    }

    private delegate bool Getter<TValue>(T owner, [MaybeNullWhen(false)] out TValue value);

    private abstract class Field(string name, string help, bool required, Shape shape) : IField
    {
        public string Name => name;

        public string Help => help;

        public bool Required => required;

        public Shape Shape => shape;

        public abstract YamlNode? Default { get; }

        public abstract bool Bind(YamlNode node, Binding binding, ref T owner);

        /// <summary>Null: the same as the default.</summary>
        public abstract YamlNode? Write(T owner, T defaults);
    }

    private sealed class Field<TValue>(
        RecordShape<T> record, string name, Shape<TValue> shape, string help, bool required, Getter<TValue> get, Func<T, TValue, T> set)
        : Field(name, help, required, shape)
    {
        public override YamlNode? Default => !Required && get(record.Make(), out var value) ? shape.Write(value) : null;

        public override bool Bind(YamlNode node, Binding binding, ref T owner)
        {
            if (!shape.TryBind(node, binding, out var value))
                return false;
            owner = set(owner, value);
            return true;
        }

        public override YamlNode? Write(T owner, T defaults)
        {
            if (!get(owner, out var value))
                return null;
            var same = !Required && get(defaults, out var usual) && EqualityComparer<TValue>.Default.Equals(value, usual);
            return same ? null : shape.Write(value);
        }
    }
}
